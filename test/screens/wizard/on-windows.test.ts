import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { usePathStyle } from '../../../src/engine/contract/plan/path-style.ts';
import { droppedChunk, droppedPath } from '../../../src/screens/keys/dropped-path.ts';
import { HERE, UP } from '../../../src/screens/wizard/browser.ts';
import { outputPath } from '../../../src/screens/wizard/output.ts';
import { nameOf, parentOf, resolvePath } from '../../../src/screens/wizard/paths.ts';
import { atSource, type Driver } from '../drive-wizard.ts';

beforeEach(() => usePathStyle('win32'));
afterEach(() => usePathStyle(process.platform === 'win32' ? 'win32' : 'posix'));

const start = { folder: 'C:\\Users\\ann', outputFolder: 'C:\\Users\\ann\\Images' };
const fromHome = (): Driver => atSource('make', start);
const ups = (driver: Driver): string => driver.keys('left').listed().asking.browser.folder;

describe('the browser on Windows', () => {
  test('climbs to the root of the drive and keeps its letter, then shows the places', () => {
    const driver = fromHome();
    expect([ups(driver), ups(driver)]).toEqual(['C:\\Users', 'C:\\']);
    expect(driver.keys('left').asking.browser).toMatchObject({ folder: 'C:\\', places: 'reading' });
  });

  test('has a row that leads up from the root of a drive', () => {
    const driver = atSource('make', { ...start, folder: 'D:\\' });
    expect(driver.keys('home').asking.browser.cursor).toBe(HERE);
    expect(driver.keys('down').asking.browser.cursor).toBe(UP);
    expect(driver.keys('enter').asking.browser.places).toBe('reading');
  });

  test('takes a typed path with a drive, behind the key that opens the line', () => {
    const driver = fromHome();
    driver.keys('/').type('C:\\isos').keys('enter');
    expect(driver.asking.browser.asked).toBe('C:\\isos');
  });

  test('completes a path with backslashes', () => {
    const driver = fromHome().keys('tab').type('C:\\Us').keys('tab');
    driver.do({
      do: 'completed',
      text: 'C:\\Us',
      listing: { ok: true, entries: [{ name: 'Users', kind: 'folder', sizeBytes: 0 }] },
    });
    expect(driver.asking.browser.line?.field.text).toBe('C:\\Users\\');
  });
});

describe('the output on Windows', () => {
  test('is a path of that system, and its folder no stop', () => {
    const driver = fromHome()
      .listed(undefined, [{ name: 'tools', kind: 'folder', sizeBytes: 0 }])
      .keys('end', ' ');
    expect(driver.asking).toMatchObject({
      step: 'output',
      answers: { source: { path: 'C:\\Users\\ann\\tools' } },
    });
    const path = outputPath(driver.asking.output);
    expect(path).toMatch(/^C:\\Users\\ann\\Images\\tools-[\d-]+\.iso$/);
    driver.do({ do: 'output-found', path, facts: undefined, folderMissing: false, goesOn: false, atMs: 0 });
    expect(driver.keys('enter').asking.step).toBe('options');
  });

  test.each([
    ['NUL.iso', 'No name for Windows'],
    ['a\\b.iso', 'No slashes'],
    ['a?b.iso', 'No name for Windows'],
  ])('refuses the name %s', (name, words) => {
    const driver = fromHome()
      .listed(undefined, [{ name: 'tools', kind: 'folder', sizeBytes: 0 }])
      .keys('end', ' ');
    driver.do({ do: 'set-output', name, folder: 'C:\\', replace: false });
    expect(driver.keys('enter').asking.notice).toContain(words);
  });
});

describe('paths on Windows', () => {
  const at = { cwd: 'C:\\work', home: 'C:\\Users\\ann' };

  test.each([
    ['~', 'C:\\Users\\ann'],
    ['~\\x', 'C:\\Users\\ann\\x'],
    ['~/x', 'C:\\Users\\ann\\x'],
    ['x/../y', 'C:\\work\\y'],
    ['D:\\x', 'D:\\x'],
    ['\\x', 'C:\\x'],
    ['\\\\server\\share\\x', '\\\\server\\share\\x'],
  ])('%s is %s', (text, path) => expect(resolvePath(text, at)).toBe(path));

  test('have a parent and a name', () => {
    expect([parentOf('C:\\a'), parentOf('C:\\'), parentOf('\\\\s\\share\\')]).toEqual([
      'C:\\',
      'C:\\',
      '\\\\s\\share\\',
    ]);
    expect([nameOf('C:\\a\\b.iso'), nameOf('C:\\')]).toEqual(['b.iso', 'C:\\']);
  });

  test.each([
    ['"C:\\a b\\c.iso"', 'C:\\a b\\c.iso'],
    ['C:\\new\\table.iso ', 'C:\\new\\table.iso'],
    ['file:///C:/a%20b/c.iso', 'C:\\a b\\c.iso'],
    ['\\\\server\\share\\c.iso', '\\\\server\\share\\c.iso'],
    ['c.iso', undefined],
  ])('dropped as %s is %s', (text, path) => expect(droppedPath(text)).toBe(path));

  test('come in one read from a terminal without bracketed paste', () => {
    expect(droppedChunk('C:\\a\\b.iso\r')).toEqual({ text: 'C:\\a\\b.iso', rest: '\r' });
    expect(droppedChunk('abcd')).toBeUndefined();
  });
});
