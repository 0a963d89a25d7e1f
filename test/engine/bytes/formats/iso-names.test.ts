import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IsoNames, isoIdentifier, isoSortKey } from '../../../../src/engine/bytes/formats/iso9660/names.ts';

const fileOf = (name: string) => isoIdentifier(new IsoNames().file(name), false);

test.each([
  ['readme.txt', 'README.TXT;1'],
  ['plain', 'PLAIN.;1'],
  ['.bashrc', '_BASHRC.;1'],
  ['tail.', 'TAIL_.;1'],
  ['a.b.c', 'A_B.C;1'],
  ['Größe 1', 'GR_SSE_1.;1'],
  ['日本.txt', '__.TXT;1'],
  ['😀', '_.;1'],
  ['-', '_.;1'],
])('%s is the file identifier %s', (name, identifier) => {
  expect(fileOf(name)).toBe(identifier);
});

test('a file has at most 30 characters beside its dot, a folder 31', () => {
  expect(fileOf('x'.repeat(40))).toBe(`${'X'.repeat(30)}.;1`);
  expect(fileOf(`${'x'.repeat(40)}.jpeg`)).toBe(`${'X'.repeat(26)}.JPEG;1`);
  expect(new IsoNames().directory('x'.repeat(40))).toBe('X'.repeat(31));
});

test('names that fall together are numbered, and numbers that are taken are passed over', () => {
  const names = new IsoNames();
  const taken = ['FOO', 'foo000', 'foo', 'Foo', 'fo'].map((name) => names.file(name));
  expect(taken).toEqual(['FOO', 'FOO000', 'FOO001', 'FOO002', 'FO']);
});

test('a folder and a file without extension do not share a name: plain readers show no dot', () => {
  const names = new IsoNames();
  expect([names.directory('same'), names.file('same')]).toEqual(['SAME', 'SAME000']);
});

test('5,000 names with one beginning are all different, legal and quickly found', () => {
  const names = new IsoNames();
  const taken = Array.from({ length: 5000 }, (_, i) =>
    names.file(`${'the very same beginning of it '.repeat(2)}${i}.html`),
  );
  expect(new Set(taken).size).toBe(5000);
  for (const name of taken) expect(name).toMatch(/^[A-Z0-9_]{1,26}\.HTML$/);
});

test('whatever the names, identifiers are legal and different', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), { maxLength: 40 }),
      (originals) => {
        const names = new IsoNames();
        const taken = originals.map((name, i) => (i % 3 === 0 ? names.directory(name) : names.file(name)));
        expect(new Set(taken).size).toBe(taken.length);
        for (const name of taken) {
          expect(name).toMatch(/^[A-Z0-9_]{1,31}$|^[A-Z0-9_]*\.[A-Z0-9_]{1,10}$/);
          expect(name.length).toBeLessThanOrEqual(31);
        }
      },
    ),
  );
});

describe('order of ECMA-119 §9.3', () => {
  test('names compare before extensions, each as if padded with spaces', () => {
    const sorted = ['A', 'A.B', 'A.C', 'A0', 'A0.A', 'AB', 'A_', 'A_.A'];
    const shuffled = [...sorted].reverse();
    expect(shuffled.sort((a, b) => (isoSortKey(a) < isoSortKey(b) ? -1 : 1))).toEqual(sorted);
  });

  test('the key gives the order of a comparison written out from the standard', () => {
    const name = fc.stringMatching(/^[A-Z0-9_]{1,6}(\.[A-Z0-9_]{1,4})?$/);
    fc.assert(
      fc.property(name, name, (a, b) => {
        const byKey = Math.sign(isoSortKey(a) < isoSortKey(b) ? -1 : isoSortKey(a) > isoSortKey(b) ? 1 : 0);
        expect(byKey).toBe(compareByStandard(a, b));
      }),
    );
  });
});

function compareByStandard(a: string, b: string): number {
  const [nameA = '', extensionA = ''] = a.split('.');
  const [nameB = '', extensionB = ''] = b.split('.');
  return padded(nameA, nameB) || padded(extensionA, extensionB);
}

function padded(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  return Math.sign(Buffer.compare(Buffer.from(a.padEnd(length)), Buffer.from(b.padEnd(length))));
}
