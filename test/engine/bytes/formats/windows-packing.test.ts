import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { huffmanTable } from '../../../../src/engine/bytes/formats/windows/huffman.ts';
import { unpackLzx } from '../../../../src/engine/bytes/formats/windows/lzx.ts';
import { untranslateCalls } from '../../../../src/engine/bytes/formats/windows/lzx-calls.ts';
import { unpackXpressHuffman } from '../../../../src/engine/bytes/formats/windows/xpress-huffman.ts';

// What whole files show is in test/oracles/wim.test.ts; here are the examples of the standards, and what no maker makes.

/** [MS-XCA] §3.2: 26 letters, each with a code of its own, and the end. */
function alphabet(): Uint8Array {
  const packed = new Uint8Array(256 + 24);
  // Symbols 97 to 119 have codes of 5 bits, the others of 4, and 256 has one of 5 too.
  packed.set([0x50, ...new Array(10).fill(0x55), 0x45, 0x44, 0x04], 48);
  packed[128] = 0x04;
  packed.set(
    [
      0xd8, 0x52, 0x3e, 0xd7, 0x94, 0x11, 0x5b, 0xe9, 0x19, 0x5f, 0xf9, 0xd6, 0x7c, 0xdf, 0x8d, 0x04, 0, 0, 0,
      0,
    ],
    256,
  );
  return packed;
}

describe('XPRESS with Huffman codes', () => {
  test('the alphabet of [MS-XCA] §3.2', () => {
    const out = new Uint8Array(26);
    expect(unpackXpressHuffman(alphabet(), out)).toBe(true);
    expect(Buffer.from(out).toString()).toBe('abcdefghijklmnopqrstuvwxyz');
  });

  test('whatever the bytes, it ends and stays in its memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 300 }), (end) => {
        const packed = new Uint8Array(256 + end.length).fill(0x99, 0, 256).fill(0, 0, 250);
        packed.set(end, 256);
        const out = new Uint8Array(5000 + 16).fill(0xee);
        unpackXpressHuffman(packed, out.subarray(8, 5008));
        expect([...out.subarray(0, 8), ...out.subarray(5008)].every((byte) => byte === 0xee)).toBe(true);
      }),
    );
  });
});

describe('LZX', () => {
  /** Words of 16 bits, most significant bit first. */
  const words = (bits: string): number[] => {
    const padded = bits.padEnd(Math.ceil(bits.length / 16) * 16, '0');
    return (padded.match(/.{16}/g) ?? []).flatMap((word) => {
      const value = Number.parseInt(word, 2);
      return [value & 0xff, value >> 8];
    });
  };
  const number = (value: number): number[] => [value, 0, 0, 0];
  const distances = [...number(1), ...number(2), ...number(3)];

  test('a block that is stored, of an odd length, and one behind it', () => {
    const packed = Uint8Array.from([
      ...words('0110' + '0000000000000011'),
      ...distances,
      ...Buffer.from('abc\0'),
      ...words('0110' + '0000000000000010'),
      ...distances,
      ...Buffer.from('de'),
    ]);
    const out = new Uint8Array(5);
    expect(unpackLzx(packed, out, 32_768)).toBe(true);
    expect(Buffer.from(out).toString()).toBe('abcde');
  });

  test.each([
    ['nothing', []],
    ['a block of no kind', words('1111')],
    ['a block of nothing', words('0010' + '0000000000000000')],
    ['a stored one that is cut off', [...words('0111'), ...distances, 65]],
  ])('%s is broken', (_name, packed) => {
    expect(unpackLzx(Uint8Array.from(packed), new Uint8Array(100), 32_768)).toBe(false);
  });

  test('calls at the end are left alone, others become relative again', () => {
    const bytes = new Uint8Array(40);
    bytes.set([0xe8, 100, 0, 0, 0], 4);
    bytes.set([0xe8, 0xff, 0xff, 0xff, 0xff], 20);
    bytes.set([0xe8, 100, 0, 0, 0], 32);
    untranslateCalls(bytes);
    const view = new DataView(bytes.buffer);
    expect([5, 21, 33].map((at) => view.getInt32(at, true))).toEqual([96, 12_000_000 - 1, 100]);
  });

  test('whatever the bytes, it ends and stays in its memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 400 }), (packed) => {
        const out = new Uint8Array(40_000 + 16).fill(0xee);
        unpackLzx(packed, out.subarray(8, 40_008), 65_536);
        expect([...out.subarray(0, 8), ...out.subarray(40_008)].every((byte) => byte === 0xee)).toBe(true);
      }),
    );
  });
});

test('lengths that are no code are refused; none at all, and a single one, are allowed', () => {
  expect(huffmanTable(Uint8Array.of(1, 1, 1), 4)).toBeUndefined();
  expect(huffmanTable(Uint8Array.of(2, 2, 2), 4)).toBeUndefined();
  expect(huffmanTable(Uint8Array.of(0, 0), 4)).toBeDefined();
  expect(huffmanTable(Uint8Array.of(0, 1), 4)).toBeDefined();
  expect(huffmanTable(Uint8Array.of(1, 2, 2), 4)).toBeDefined();
});
