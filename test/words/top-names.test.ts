import { afterEach, expect, test } from 'vitest';
import { speak } from '../../src/words/language.ts';
import { topNamesLabel, topNamesText } from '../../src/words/top-names.ts';
import { HOSTILE, unsafe } from '../fakes/hostile-text.ts';

afterEach(() => speak('en'));

const folder = (name: string) => ({ name, isFolder: true });
const file = (name: string) => ({ name, isFolder: false });
const camera = { entries: [folder('DCIM'), folder('Music'), file('letter.txt')], total: 3 };
const upTo = (columns: number) => (text: string) => text.length <= columns;

test('folders have a slash, and what does not fit is counted', () => {
  expect(topNamesText(camera, upTo(80))).toBe('DCIM/, Music/, letter.txt');
  expect(topNamesText(camera, upTo(24))).toBe('DCIM/, Music/ and 1 more');
  expect(topNamesText(camera, upTo(1))).toBe('DCIM/ and 2 more');
  expect(topNamesText({ entries: [], total: 0 }, upTo(80))).toBe('none');
  expect(topNamesText({ ...camera, total: 10_000, isLeast: true }, upTo(80))).toBe(
    'DCIM/, Music/, letter.txt and at least 9,997 more',
  );
});

test('in German, too', async () => {
  await speak('de');
  expect(topNamesText({ ...camera, total: 14 }, upTo(28))).toBe('DCIM/, Music/ und 12 weitere');
  expect(topNamesLabel({ ...camera, path: '/dev/loop3', partition: 2 })).toBe('loop3, Partition 2');
});

test('a hostile or endless name neither steers the terminal nor hides the others', () => {
  const long = 'x'.repeat(255);
  const text = topNamesText(
    { entries: [folder(HOSTILE), file(long), file('letter.txt')], total: 3 },
    upTo(1_000),
  );
  expect(text).not.toMatch(unsafe);
  expect(text).toContain(`${'x'.repeat(37)}..., letter.txt`);
});

test('not more names are said than anybody listens to', () => {
  const entries = Array.from({ length: 64 }, (_, index) => file(`f${index}`));
  expect(topNamesText({ entries, total: 64 }, () => true)).toBe(
    `${entries
      .slice(0, 12)
      .map(({ name }) => name)
      .join(', ')} and 52 more`,
  );
});
