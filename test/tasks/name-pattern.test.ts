import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asPattern, filledIn, lackingIn, placeholders, wordsIn } from '../../src/tasks/name-pattern.ts';

const values = { label: 'Debian', version: '12.9.0', date: '2026-11-30', time: '1905', host: 'box' };

test.each([
  ['{label}-{version}-{date}.iso', 'Debian-12.9.0-2026-11-30.iso'],
  ['/keep/{host}/{label}_{time}.img', '/keep/box/Debian_1905.img'],
  ['{{label}}-{label}.iso', '{label}-Debian.iso'],
  ['{A}{1}{}.iso', '{A}{1}{}.iso'],
  ['plain.iso', 'plain.iso'],
])('%s becomes %s', (pattern, name) => {
  expect(filledIn(pattern, values)).toBe(name);
});

test.each([
  ['{label}-{version}-{date}.iso', 'Debian-2026-11-30.iso'],
  ['{version}_{label}.iso', 'Debian.iso'],
  ['{label} ({version}).iso', 'Debian ().iso'],
  ['{label}-{version}.iso', 'Debian.iso'],
  ['{label}.{version}.iso', 'Debian.iso'],
  ['/keep/{version}.iso', '/keep/.iso'],
])('without a version %s becomes %s', (pattern, name) => {
  expect(filledIn(pattern, { ...values, version: undefined })).toBe(name);
  expect(lackingIn(pattern, { ...values, version: ' . ' })).toEqual(['version']);
});

test('the pattern of any path stands for that path', () => {
  const paths = fc
    .array(fc.constantFrom('{', '}', 'label', 'x', '/', '{{a}}', '{b}'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(paths, (path) => {
      expect(wordsIn(asPattern(path))).toEqual([]);
      expect(filledIn(asPattern(path), values)).toBe(path);
    }),
  );
});

test('words in two pairs of braces stand for nothing', () => {
  expect(wordsIn('{label}{{label}}{lable}{X}')).toEqual(['label', 'lable']);
});

test('no value leads out of the folder, or makes a name that FAT and NTFS do not take', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('..', '../../etc', 'a:b*?', '. .', '\u0000'),
  );
  fc.assert(
    fc.property(fc.record(Object.fromEntries(placeholders.map((one) => [one, texts]))), (found) => {
      const name = filledIn('/keep/x{label}-{version}-{host}y.iso', found);
      expect(name.startsWith('/keep/x')).toBe(true);
      expect(name.slice('/keep/'.length)).toMatch(/^[\p{L}\p{N}._-]+$/u);
      expect(name.length).toBeLessThan(3 * 2 * 32 + 30);
    }),
  );
});
