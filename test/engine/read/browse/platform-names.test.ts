import { expect, test } from 'vitest';
import { isNameOn } from '../../../../src/engine/read/browse/platform-names.ts';

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

test.each([
  '..\\..\\evil.exe',
  'C:evil',
  'C:\\evil',
  'readme.txt:stream',
  'CON',
  'con.txt',
  'Nul',
  'COM1',
  'com\u00b9.log',
  'LPT9.',
  'conin$',
  'AUX .txt',
  'ends.',
  'ends ',
  'a?',
  'a*b',
  'a\u0001b',
])('Windows would take "%s" for something else than a name in this folder', (name) => {
  expect(isNameOn('win32', bytes(name))).toBe(false);
  expect(isNameOn('linux', bytes(name))).toBe(true);
});

test.each(['console.txt', 'COM', 'COM10', 'a.b', '.hidden', 'Käse', 'nullen', 'x.con'])(
  '"%s" is a name on Windows too',
  (name) => {
    expect(isNameOn('win32', bytes(name))).toBe(true);
  },
);
