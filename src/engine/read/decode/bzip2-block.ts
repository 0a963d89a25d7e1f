import { present } from '../../contract/failure/present.ts';
import type { Bits } from './bzip2-bits.ts';
import { type HuffmanCode, huffmanCode, readSymbol } from './bzip2-huffman.ts';

const GROUP_SYMBOLS = 50;
/** RUNA is 0, RUNB is 1. */
const RUN_B = 1;
const LONGEST_BITS = 20;

/** A block before its last run-length coding: the Burrows-Wheeler column and where it begins. */
export interface Bzip2Block {
  readonly column: Uint8Array;
  readonly origin: number;
}

/** Selectors, codes, and the symbols up to the end-of-block one. Nothing when it is broken. */
export function readBlock(bits: Bits, blockBytes: number): Bzip2Block | undefined {
  // The randomised bit: bzip2 has not set it since version 0.9.5.
  if (bits.read(1) === 1) return undefined;
  const origin = bits.read(24);
  const used = usedBytes(bits);
  const groups = bits.read(3);
  const selectorCount = bits.read(15);
  if (used.length === 0 || groups < 2 || groups > 6 || selectorCount === 0) return undefined;
  const selectors = readSelectors(bits, groups, selectorCount);
  const codes = selectors && readCodes(bits, groups, used.length + 2);
  const column = codes && readColumn(bits, used, selectors, codes, blockBytes);
  return column && origin < column.length ? { column, origin } : undefined;
}

/** Two levels of 16 bits: which byte values occur. */
function usedBytes(bits: Bits): Uint8Array {
  const rows = bits.read(16);
  const used: number[] = [];
  for (let row = 0; row < 16; row++) {
    if ((rows & (0x8000 >> row)) === 0) continue;
    const columns = bits.read(16);
    for (let column = 0; column < 16; column++)
      if (columns & (0x8000 >> column)) used.push(row * 16 + column);
  }
  return Uint8Array.from(used);
}

/** Move-to-front numbers, in unary. */
function readSelectors(bits: Bits, groups: number, count: number): Uint8Array | undefined {
  const recent = Array.from({ length: groups }, (_, index) => index);
  const selectors = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    let place = 0;
    while (bits.read(1) === 1) if (++place >= groups) return undefined;
    const [selector = 0] = recent.splice(place, 1);
    recent.unshift(selector);
    selectors[index] = selector;
  }
  return selectors;
}

function readCodes(bits: Bits, groups: number, symbols: number): HuffmanCode[] | undefined {
  const codes: HuffmanCode[] = [];
  for (let group = 0; group < groups; group++) {
    const lengths = readLengths(bits, symbols);
    const code = lengths && huffmanCode(lengths);
    if (!code) return undefined;
    codes.push(code);
  }
  return codes;
}

/** As differences: 0 takes the length, 10 one more, 11 one less. */
function readLengths(bits: Bits, symbols: number): Uint8Array | undefined {
  const lengths = new Uint8Array(symbols);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol++) {
    while (bits.read(1) === 1) length += bits.read(1) === 1 ? -1 : 1;
    if (length < 1 || length > LONGEST_BITS) return undefined;
    lengths[symbol] = length;
  }
  return lengths;
}

/** Undoes Huffman, zero runs and move-to-front. */
function readColumn(
  bits: Bits,
  used: Uint8Array,
  selectors: Uint8Array,
  codes: readonly HuffmanCode[],
  blockBytes: number,
): Uint8Array | undefined {
  const column = new Uint8Array(blockBytes);
  const recent = Uint8Array.from(used);
  let count = 0;
  let run = { bytes: 0, bit: 1 };
  for (let index = 0; ; index++) {
    const symbol = symbolAt(index, bits, selectors, codes);
    if (symbol < 0 || run.bit > 2 * blockBytes) return undefined;
    if (symbol <= RUN_B) {
      run = { bytes: run.bytes + (run.bit << symbol), bit: run.bit << 1 };
      continue;
    }
    if (count + run.bytes > blockBytes) return undefined;
    column.fill(present(recent[0]), count, count + run.bytes);
    count += run.bytes;
    if (symbol === used.length + 1) return column.subarray(0, count);
    if (count === blockBytes) return undefined;
    run = { bytes: 0, bit: 1 };
    column[count++] = toFront(recent, symbol - 1);
  }
}

/** Fifty symbols share a code; -1 when there are more symbols than selectors. */
function symbolAt(index: number, bits: Bits, selectors: Uint8Array, codes: readonly HuffmanCode[]): number {
  const code = codes[selectors[Math.floor(index / GROUP_SYMBOLS)] ?? -1];
  return code ? readSymbol(bits, code) : -1;
}

function toFront(recent: Uint8Array, place: number): number {
  const value = present(recent[place]);
  recent.copyWithin(1, 0, place);
  recent[0] = value;
  return value;
}
