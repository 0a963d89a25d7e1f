import { present } from '../../../contract/failure/present.ts';

/** Bits that a code is looked up by, and the symbols behind them: the symbol times 32, and the length of its code; 0 for no code. */
export interface HuffmanTable {
  readonly bits: number;
  readonly codes: Uint16Array;
}

const LENGTH_BITS = 5;

/**
 * A canonical Huffman code, shorter codes first. [MS-XCA] §2.2.3, [MS-PATCH] §2.
 *
 * @param lengths of the code of each symbol, at most `bits`; 0 for one that does not occur
 * @returns undefined for lengths that are no code. One symbol alone may have a code of one bit, and there may be none at all.
 */
export function huffmanTable(lengths: Uint8Array, bits: number): HuffmanTable | undefined {
  const codes = new Uint16Array(1 << bits);
  let at = 0;
  for (let length = 1; length <= bits; length++) {
    const count = 1 << (bits - length);
    for (let symbol = lengths.indexOf(length); symbol >= 0; symbol = lengths.indexOf(length, symbol + 1)) {
      if (at + count > codes.length) return undefined;
      codes.fill((symbol << LENGTH_BITS) | length, at, at + count);
      at += count;
    }
  }
  const isCode = at === 0 || at === codes.length || at === codes.length / 2;
  return isCode ? { bits, codes } : undefined;
}

/** The symbol in what a table has at some bits. */
export function symbolOf(code: number): number {
  return code >> LENGTH_BITS;
}

/** The length of its code. */
export function codeBits(code: number): number {
  return code & ((1 << LENGTH_BITS) - 1);
}

/** A match: bytes again that came out before. Returns the place behind them, or -1 when they were not there. */
export function copyMatch(out: Uint8Array, to: number, distance: number, lengthBytes: number): number {
  const end = to + lengthBytes;
  if (distance < 1 || distance > to || end > out.length) return -1;
  for (let at = to; at < end; at++) out[at] = present(out[at - distance]);
  return end;
}
