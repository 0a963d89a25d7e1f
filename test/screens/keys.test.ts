import { describe, expect, test } from 'vitest';
import { droppedChunk, droppedPath } from '../../src/screens/keys/dropped-path.ts';
import { isCharacter } from '../../src/screens/keys/key.ts';
import { keyName } from '../../src/screens/keys/key-name.ts';
import { splitKeys } from '../../src/screens/keys/split.ts';
import { keyTable, type Place } from '../../src/screens/keys/table.ts';
import { typedKeys } from '../../src/screens/keys/use-keys.ts';
import { hintText } from '../../src/screens/views/frame-view.ts';
import { keyRows } from '../../src/screens/views/page-view.ts';

describe('splitKeys', () => {
  test('finds the Enter in a name that came in one read', () =>
    expect(splitKeys('sdc\r', {})).toEqual(['s', 'd', 'c', 'enter']));
  test('moves twice for jj', () => expect(splitKeys('jj', {})).toEqual(['j', 'j']));
  test('names what Ink has named', () => {
    expect(splitKeys('', { upArrow: true })).toEqual(['up']);
    expect(splitKeys('\r', { return: true })).toEqual(['enter']);
    expect(splitKeys('\t', { tab: true, shift: true })).toEqual(['shift-tab']);
    expect(splitKeys('c', { ctrl: true })).toEqual(['ctrl-c']);
  });
  test('drops the tail of an arrow key that a slow line tore apart', () =>
    expect(splitKeys('[A', {})).toEqual([]));
  test('takes Escape and a letter in one read as two keys', () =>
    expect(splitKeys('q', { meta: true })).toEqual(['escape', 'q']));
  test('knows no other control keys', () => expect(splitKeys('z', { ctrl: true })).toEqual([]));
  test('keeps letters of other scripts whole', () => expect(splitKeys('ü日', {})).toEqual(['ü', '日']));
  test('a bracket is a bracket', () => expect(splitKeys('[', {})).toEqual(['[']));
});

describe('droppedPath', () => {
  test.each([
    ["'/home/ann/My image.iso' ", '/home/ann/My image.iso'],
    ["'/home/ann/it'\\''s.iso'", "/home/ann/it's.iso"],
    ['"/home/ann/My \\"best\\" image.iso"', '/home/ann/My "best" image.iso'],
    ['/home/ann/My\\ image\\(1\\).iso ', '/home/ann/My image(1).iso'],
    ['/home/ann/My\\ image.iso /home/ann/other.iso', '/home/ann/My image.iso'],
    ['file:///home/ann/My%20image%C3%BC.iso', '/home/ann/My imageü.iso'],
    ['file://localhost/home/ann/a.iso\r\nfile:///b', '/home/ann/a.iso'],
    ['/home/ann/plain name.iso', '/home/ann/plain name.iso'],
    ['~/a.iso\n', '~/a.iso'],
    ["'/a.iso' '/b.iso'", '/a.iso'],
  ])('%j is %s', (text, path) => expect(droppedPath(text)).toBe(path));

  test.each(['', 'hello', 'relative/path', 'http://example.org/a.iso', 'file:///%zz'])(
    '%j is no path',
    (text) => expect(droppedPath(text)).toBeUndefined(),
  );

  test('a whole path in one read is taken apart from the Enter behind it', () => {
    expect(droppedChunk("'/a b.iso'\r")).toEqual({ text: "'/a b.iso'", rest: '\r' });
    expect(droppedChunk('sdb\r')).toBeUndefined();
    expect(typedKeys('/tmp/x.iso\r', {}).dropped).toEqual({ text: '/tmp/x.iso', thenKeys: ['enter'] });
    expect(typedKeys('/', {}).dropped).toBeUndefined();
    // A filter that was typed fast.
    expect(typedKeys('/deb', {}).dropped).toBeUndefined();
  });
});

describe.each(Object.keys(keyTable) as Place[])('the key table at %s', (place) => {
  const look = { columns: 80, rows: 24, glyphs: 'utf8', colour: false } as const;

  test('has no key twice', () => {
    const keys = keyTable[place].flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('has every key in the help', () => {
    const help = keyRows(place, look)
      .map((row) => row.map(({ text }) => text).join(''))
      .join('\n');
    for (const { keys } of keyTable[place]) for (const key of keys) expect(help).toContain(keyName(key));
  });

  test('has hints that fit, and only keys of its own', () => {
    for (const columns of [38, 58, 78])
      expect(hintText(keyTable[place], columns, look).length).toBeLessThanOrEqual(columns);
    for (const { hint, keys } of keyTable[place])
      if (hint && hint[0] !== 'up-down') expect(keys).toContain(hint[0]);
  });

  test('leaves letters to text where text is typed', () => {
    if (!['output', 'confirm', 'source-line'].includes(place)) return;
    const letters = keyTable[place].flatMap(({ keys }) => keys).filter(isCharacter);
    expect(letters.filter((key) => key !== '?' && key !== ' ')).toEqual([]);
  });
});
