import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, bytesText } from '../../src/tasks/options/bytes.ts';

test.each([
  ['4G', 4 * 2 ** 30],
  ['512m', 2 ** 29],
  ['1.5 GiB', 1.5 * 2 ** 30],
  ['64MB', 2 ** 26],
  ['1000', 1000],
  ['0', undefined],
  ['-4G', undefined],
  ['4X', undefined],
  ['', undefined],
  ['999999999999999T', undefined],
])('%s', (text, bytes) => {
  expect(bytesOf(text)).toBe(bytes);
});

test('what is said of a size leads back to it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 50 }), (bytes) => bytesOf(bytesText(bytes)) === bytes),
  );
});
