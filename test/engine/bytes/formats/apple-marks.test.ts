import { expect, test } from 'vitest';
import { hasAppleParts, isDriverMap } from '../../../../src/engine/bytes/formats/apple/marks.ts';

function area(...texts: readonly (readonly [number, string])[]): Uint8Array {
  const bytes = new Uint8Array(32 << 10);
  for (const [atByte, text] of texts) bytes.set(Buffer.from(text, 'latin1'), atByte);
  return bytes;
}

test.each([
  ['a partition map of 512-byte blocks', area([512, 'PM'])],
  ['one of 2048-byte blocks', area([2048, 'PM'])],
  ['HFS', area([1024, 'BD'])],
  ['HFS+', area([1024, 'H+'])],
  ['HFSX', area([1024, 'HX'])],
])('%s is a part for Apple', (_, bytes) => expect(hasAppleParts(bytes)).toBe(true));

test('an empty system area, and letters elsewhere, are none', () => {
  expect(hasAppleParts(area())).toBe(false);
  expect(hasAppleParts(area([0, 'ER'], [100, 'PM'], [1030, 'H+']))).toBe(false);
});

test('boot code that begins like a driver map is kept for code', () => {
  expect(isDriverMap(area([0, 'ER\x02\0'], [510, '\x55\xaa']))).toBe(true);
  expect(isDriverMap(area([0, 'ER\x08\0\0\0\x90\x90'], [32, '\x33\xed\xfa\x8e']))).toBe(false);
  expect(isDriverMap(area())).toBe(false);
});
