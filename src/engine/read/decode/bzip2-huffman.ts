import { present } from '../../contract/failure/present.ts';
import type { Bits } from './bzip2-bits.ts';

const LONGEST_BITS = 20;

/** A canonical Huffman code with lengths of 1 to 20 bits. */
export interface HuffmanCode {
  /** For each length: the last code of that length, -1 when there is none. */
  readonly limits: Int32Array;
  /** For each length: what to take from a code to get its index in `symbols`. */
  readonly offsets: Int32Array;
  readonly symbols: Uint16Array;
  readonly shortest: number;
}

/** Nothing when the lengths do not make a code. */
export function huffmanCode(lengths: Uint8Array): HuffmanCode | undefined {
  const counts = new Int32Array(LONGEST_BITS + 2);
  for (const length of lengths) counts[length] = present(counts[length]) + 1;
  const limits = new Int32Array(LONGEST_BITS + 2).fill(-1);
  const offsets = new Int32Array(LONGEST_BITS + 2);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= LONGEST_BITS; length++) {
    const count = present(counts[length]);
    offsets[length] = index - code;
    if (code + count > 2 ** length) return undefined;
    code += count;
    index += count;
    limits[length] = code - 1;
    code *= 2;
  }
  const symbols = Uint16Array.from(
    [...lengths.keys()].sort((a, b) => present(lengths[a]) - present(lengths[b]) || a - b),
  );
  return { limits, offsets, symbols, shortest: Math.min(...lengths) };
}

/** The next symbol; -1 when the bits are none. */
export function readSymbol(bits: Bits, { limits, offsets, symbols, shortest }: HuffmanCode): number {
  let code = bits.read(shortest);
  for (let length = shortest; length <= LONGEST_BITS; length++) {
    if (code <= present(limits[length])) return symbols[code + present(offsets[length])] ?? -1;
    code = (code << 1) | bits.read(1);
  }
  return -1;
}
