import { afterEach, describe, expect, test } from 'vitest';
import {
  endsAsFolder,
  folderPart,
  isInside,
  isWhole,
  type PathStyle,
  usePathStyle,
} from '../../../../src/engine/contract/plan/path-style.ts';
import { isWindowsName } from '../../../../src/engine/contract/plan/windows-name.ts';

const own: PathStyle = process.platform === 'win32' ? 'win32' : 'posix';
afterEach(() => usePathStyle(own));

describe('a whole path', () => {
  test.each([
    ['posix', '/a', true],
    ['posix', 'C:\\a', false],
    ['posix', 'a/b', false],
    ['win32', 'C:\\a', true],
    ['win32', 'c:/a', true],
    ['win32', '\\\\server\\share\\a', true],
    ['win32', '\\\\?\\C:\\a', true],
    // Of the current drive, or the current folder of a drive.
    ['win32', '\\a', false],
    ['win32', '/a', false],
    ['win32', 'C:a', false],
    ['win32', '~\\a', false],
  ] as const)('%s: %s: %s', (style, path, is) => {
    usePathStyle(style);
    expect(isWhole(path)).toBe(is);
  });
});

describe('the folder of a typed path', () => {
  test.each([
    ['posix', '/a/b', '/a/'],
    ['posix', 'b\\c', ''],
    ['win32', 'C:\\a\\b', 'C:\\a\\'],
    ['win32', 'C:/a/b', 'C:/a/'],
    ['win32', 'C:b', 'C:'],
    ['win32', 'b', ''],
  ] as const)('%s: %s: %s', (style, path, folder) => {
    usePathStyle(style);
    expect(folderPart(path)).toBe(folder);
  });
});

describe('inside a folder', () => {
  test.each([
    ['posix', '/a/b', '/a', true],
    ['posix', '/a', '/a', true],
    ['posix', '/ab', '/a', false],
    ['posix', '/A/b', '/a', false],
    ['posix', '/..a', '/', true],
    ['win32', 'C:\\Users\\ann\\x', 'c:\\users\\ANN', true],
    ['win32', 'C:/Users/ann/x', 'C:\\Users', true],
    ['win32', 'D:\\x', 'C:\\', false],
    ['win32', '\\\\server\\share\\x', '\\\\server\\share', true],
  ] as const)('%s: %s in %s: %s', (style, path, folder, is) => {
    usePathStyle(style);
    expect(isInside(path, folder)).toBe(is);
  });
});

test('a backslash ends a folder on Windows alone', () => {
  usePathStyle('win32');
  expect([endsAsFolder('C:\\a\\'), endsAsFolder('C:\\a')]).toEqual([true, false]);
  usePathStyle('posix');
  expect([endsAsFolder('/a\\'), endsAsFolder('/a/')]).toEqual([false, true]);
});

test.each(['..\\evil', 'note:hidden', 'NUL', 'con.txt', 'trail.', 'space ', 'what?', 'a\tb', 'COM1'])(
  'Windows takes no name like %j',
  (name) => expect(isWindowsName(name)).toBe(false),
);

test.each(['common', 'a.b', '.hidden', 'Ünï', 'com10', 'null.txt'])('Windows takes %j', (name) =>
  expect(isWindowsName(name)).toBe(true),
);
