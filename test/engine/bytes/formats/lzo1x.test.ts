import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unpackLzo1x } from '../../../../src/engine/bytes/formats/lzo/lzo1x.ts';

const unpacked = (packed: readonly number[], mostBytes = 1000): string | undefined => {
  const out = new Uint8Array(mostBytes);
  const lengthBytes = unpackLzo1x(Uint8Array.from(packed), out);
  return lengthBytes === undefined ? undefined : Buffer.from(out.subarray(0, lengthBytes)).toString('latin1');
};
const END = [0x11, 0, 0];

test('letters, and copies of all distances', () => {
  expect(unpacked([17 + 4, ...Buffer.from('abcd'), ...END])).toBe('abcd');
  // Six letters, then 3 bytes from 4 back: code 64 to 127 with a distance of 11 bits.
  expect(unpacked([17 + 6, ...Buffer.from('abcdef'), 0x40 | (3 << 2), 0, ...END])).toBe('abcdefcde');
  // A copy that reaches into itself repeats.
  expect(unpacked([17 + 4, ...Buffer.from('abcd'), 32 | 8, 0, 0, ...END])).toBe(`abcd${'d'.repeat(10)}`);
});

test.each([
  ['nothing', []],
  ['no end', [17 + 4, 1, 2, 3, 4]],
  ['letters that are not there', [17 + 200, 1]],
  ['a copy from before the beginning', [17 + 4, 1, 2, 3, 4, 0x40 | (7 << 2), 9, ...END]],
])('%s is broken', (_name, packed) => {
  expect(unpacked(packed)).toBeUndefined();
});

test('more than there is room for is broken', () => {
  expect(unpacked([17 + 8, ...Buffer.from('abcdefgh'), ...END], 7)).toBeUndefined();
});

test('whatever the bytes, it ends and stays in its memory', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (packed) => {
      const lengthBytes = unpackLzo1x(packed, new Uint8Array(2000));
      if (lengthBytes !== undefined) expect(lengthBytes).toBeLessThanOrEqual(2000);
    }),
  );
});
