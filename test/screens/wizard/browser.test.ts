import { describe, expect, test } from 'vitest';
import { suggestedCopyName, suggestedLabel, suggestedName } from '../../../src/screens/wizard/output.ts';
import { resolvePath } from '../../../src/screens/wizard/paths.ts';
import { editField, textField } from '../../../src/screens/wizard/text-field.ts';
import { cpuTimeOf } from '../../fakes/cpu-time.ts';
import { atSource, Driver } from '../drive-wizard.ts';

describe('the file browser', () => {
  test('jumps to the name that is typed', () => {
    expect(atSource('write').type('mem').asking.browser.cursor).toBe('memtest86+.img');
  });

  test('a folder of 20,000 names keeps up with typing', async () => {
    const entries = Array.from({ length: 20_000 }, (_, index) => ({
      name: `file-number-${index}`,
      kind: 'file' as const,
      sizeBytes: 1,
    }));
    const driver = atSource('write').listed('/home/ann/isos', entries);
    const { cpuMs } = await cpuTimeOf(() => driver.type('file-number-19999'));
    // A sort a key took many seconds; this takes some hundredths of one.
    expect(cpuMs).toBeLessThan(2_000);
    expect(driver.asking.browser.cursor).toBe('file-number-19999');
  });

  test('begins a new name after a while', () => {
    const driver = atSource('write').type('mem');
    driver.atMs += 2_000;
    expect(driver.type('n').asking.browser.cursor).toBe('notes.txt');
  });

  test('shows hidden names when asked, but takes a dot inside a name as typed', () => {
    expect(atSource('write').keys('.').asking.browser.showHidden).toBe(true);
    expect(atSource('write').type('debian-12.10').asking.browser).toMatchObject({
      showHidden: false,
      cursor: 'debian-12.10-amd64-netinst.iso',
    });
  });

  test('chooses a file for a write and refuses it for making an image', () => {
    expect(atSource('write').type('mem').keys('enter').asking).toMatchObject({
      step: 'target',
      answers: { source: { kind: 'image', path: '/home/ann/isos/memtest86+.img' } },
    });
    expect(atSource('make').type('notes').keys('enter').found().asking.notice).toContain(
      'No files can be taken',
    );
  });

  test('refuses an empty file', () => {
    expect(atSource('write').type('empty').keys('enter').asking.notice).toContain('empty');
  });

  test('opens folders and comes back to the one it came from', () => {
    const driver = atSource('make').type('tools').keys('enter');
    expect(driver.asking.browser.folder).toBe('/home/ann/isos/tools-1.4.2');
    driver.listed('/home/ann/isos/tools-1.4.2', []).keys('left').listed();
    expect(driver.asking.browser).toMatchObject({ folder: '/home/ann/isos', cursor: 'tools-1.4.2' });
  });

  test('filters, and acts on the marked row', () => {
    const driver = atSource('write').type('/12.10').keys('enter');
    expect(driver.asking.answers.source?.path).toBe('/home/ann/isos/debian-12.10-amd64-netinst.iso');
  });

  test('takes a typed line with a second slash as a path and looks it up', () => {
    const driver = atSource('write').type('/srv/x.iso').keys('enter');
    expect(driver.asking.browser.asked).toBe('/srv/x.iso');
    driver.do({
      do: 'found',
      path: '/srv/x.iso',
      facts: { kind: 'file', sizeBytes: 5_000 },
      atMs: driver.atMs,
    });
    expect(driver.asking).toMatchObject({
      step: 'target',
      answers: { source: { path: '/srv/x.iso', sizeBytes: 5_000 } },
    });
  });

  test('takes /srv as a path when no name here has it', () => {
    expect(atSource('write').type('/srv').keys('enter').asking.browser.asked).toBe('/srv');
  });

  test('takes a path that came in one read, with the Enter behind it', () => {
    const driver = atSource('write');
    driver.do({
      do: 'keys',
      keys: [...'/srv/x.iso', 'enter'],
      dropped: { text: "'/srv/my x.iso'", thenKeys: ['enter'] },
      atMs: driver.atMs,
    });
    expect(driver.asking.browser.asked).toBe('/srv/my x.iso');
  });

  test('says what to do when there is nothing at a path', () => {
    const driver = atSource('write').type('~/x.iso').keys('enter');
    driver.do({ do: 'found', path: '/home/ann/x.iso', facts: undefined, atMs: 0 });
    expect(driver.asking).toMatchObject({
      step: 'source',
      notice: 'There is nothing at /home/ann/x.iso. Check the path.',
    });
  });

  test('never lets a paste press Enter', () => {
    const driver = atSource('write').do({ do: 'paste', text: '/srv/x.iso\n', atMs: 0 });
    expect(driver.asking.browser).toMatchObject({
      asked: undefined,
      line: { field: { text: '/srv/x.iso' } },
    });
  });

  test('ignores a listing that comes too late', () => {
    const driver = atSource('write').type('archive').keys('enter');
    expect(driver.listed('/home/ann/isos').asking.browser.listing).toBeUndefined();
  });

  test('is safe in the root folder and in an empty one', () => {
    const driver = new Driver({ folder: '/' }).keys('enter').listed('/', []).keys('left', 'down', 'enter');
    expect(driver.asking.browser.folder).toBe('/');
  });
});

test.each([
  ['~/a', '/home/ann/a'],
  ['x/../y', '/work/y'],
  ['/a//b/./c/', '/a/b/c'],
  ['../../..', '/'],
])('%s is the path %s', (typed, path) =>
  expect(resolvePath(typed, { cwd: '/work', home: '/home/ann' })).toBe(path),
);

test.each([
  ['/home/ann/My photos!', 'My_photos'],
  ['/', 'IMAGE'],
  ['/x/...', 'IMAGE'],
  [`/x/${'a'.repeat(50)}`, 'a'.repeat(32)],
])('%s is labelled %s', (path, label) => expect(suggestedLabel(path)).toBe(label));

test('a version is said once', () => {
  const noon = Date.parse('2026-11-22T12:00:00');
  expect(suggestedName('tools-1.4.2', '1.4.2', noon)).toBe('tools-1.4.2-2026-11-22.iso');
  expect(suggestedName('debian', '12.9.0', noon)).toBe('debian-12.9.0-2026-11-22.iso');
});

test('a text field is edited at its caret', () => {
  const typed = (['left', 'left', 'x', 'backspace', 'home', 'delete', 'ü'] as const).reduce(
    (field, key) => editField(field, key) ?? field,
    textField('abc'),
  );
  expect(typed).toEqual({ text: 'übc', caret: 1 });
  expect(editField(typed, 'ctrl-u')).toEqual(textField());
  expect(editField(typed, 'enter')).toBeUndefined();
});

test('what is in a virtual disk is not called an ISO, and keeps no ending of the disk', () => {
  const noon = new Date(2026, 10, 22, 12).getTime();
  expect(suggestedCopyName('/a/server.qcow2', noon)).toBe('server-2026-11-22.img');
  expect(suggestedCopyName('/a/raspios.img.xz', noon)).toBe('raspios-2026-11-22.img');
  expect(suggestedCopyName('/a/debian.iso.gz', noon)).toBe('debian-2026-11-22.iso');
  expect(suggestedCopyName('/a/vhd-without-ending', noon)).toBe('vhd-without-ending-2026-11-22.img');
});
