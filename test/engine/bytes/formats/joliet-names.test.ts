import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JolietNames } from '../../../../src/engine/bytes/formats/joliet/names.ts';
import { jolietLabel } from '../../../../src/engine/bytes/formats/joliet/volume.ts';

const take = (name: string) => new JolietNames().take(name);

test.each([
  ['plain.txt', 'plain.txt'],
  ['a*b/c:d;e?f\\g', 'a_b_c_d_e_f_g'],
  ['tab\tline\n', 'tab_line_'],
  ['ends in dots..', 'ends in dots__'],
  ['😀.txt', '😀.txt'],
])('%j becomes %j', (name, becomes) => {
  expect(take(name)).toBe(becomes);
});

test('103 units stay, 104 are cut before the extension', () => {
  expect(take('j'.repeat(103))).toBe('j'.repeat(103));
  expect(take(`${'j'.repeat(100)}.txt`)).toBe(`${'j'.repeat(99)}.txt`);
});

test('a cut never leaves half of a surrogate pair', () => {
  expect(take(`${'j'.repeat(102)}😀`)).toBe('j'.repeat(102));
  expect(jolietLabel(`${'L'.repeat(15)}😀`)).toBe('L'.repeat(15));
});

test('names that differ in case only are numbered: readers take the first of them for both', () => {
  const names = new JolietNames();
  expect(['Readme.txt', 'README.TXT', 'readme.txt'].map((name) => names.take(name))).toEqual([
    'Readme.txt',
    'README_000.TXT',
    'readme_001.txt',
  ]);
});

test('whatever the names, identifiers fit, are legal and differ', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 130 }), { maxLength: 30 }),
      (originals) => {
        const names = new JolietNames();
        const taken = originals.map((name) => names.take(name));
        expect(new Set(taken.map((name) => name.toLowerCase())).size).toBe(taken.length);
        for (const name of taken) {
          expect(name.length).toBeLessThanOrEqual(103);
          expect(name).not.toMatch(/[\x00-\x1f*/:;?\\]|\.$/);
          expect(name.isWellFormed()).toBe(true);
        }
      },
    ),
  );
});
