import { present } from '../../../contract/failure/present.ts';
import { type HuffmanTable, huffmanTable } from './huffman.ts';
import type { LzxBits } from './lzx-bits.ts';

const CODE_BITS = 16;
const SHORT_SYMBOLS = 20;
const SHORT_BITS = 15;
/** Codes have lengths of 0 to 16; each is told by how much it differs from the last one. */
const LENGTHS = 17;
const ZEROS = 17;
const MORE_ZEROS = 18;

/** The lengths of a code, which each block changes. [MS-PATCH] §2.4.1. */
export class CodeLengths {
  readonly #lengths: Uint8Array;
  /** Parts that have a short code of their own. */
  readonly #ends: readonly number[];

  constructor(symbols: number, borders: readonly number[]) {
    this.#lengths = new Uint8Array(symbols);
    this.#ends = [...borders, symbols];
  }

  /** Undefined for a broken one. */
  read(bits: LzxBits): HuffmanTable | undefined {
    let from = 0;
    for (const end of this.#ends) {
      if (!this.#readPart(bits, from, end)) return undefined;
      from = end;
    }
    return huffmanTable(this.#lengths, CODE_BITS);
  }

  #readPart(bits: LzxBits, from: number, end: number): boolean {
    const short = huffmanTable(
      Uint8Array.from({ length: SHORT_SYMBOLS }, () => bits.take(4)),
      SHORT_BITS,
    );
    if (!short) return false;
    for (let at = from; at < end; ) {
      const symbol = bits.symbol(short);
      if (symbol < 0 || bits.isBehind) return false;
      const count = runOf(bits, symbol);
      const length = this.#lengthFor(bits, short, symbol, at);
      if (length < 0) return false;
      this.#lengths.fill(length, at, Math.min(end, at + count));
      at += count;
    }
    return true;
  }

  /** -1 for a broken one. */
  #lengthFor(bits: LzxBits, short: HuffmanTable, symbol: number, at: number): number {
    if (symbol === ZEROS || symbol === MORE_ZEROS) return 0;
    const step = symbol < ZEROS ? symbol : bits.symbol(short);
    return step < 0 || step >= LENGTHS ? -1 : (present(this.#lengths[at]) - step + LENGTHS) % LENGTHS;
  }
}

/** How many symbols what follows is for. */
function runOf(bits: LzxBits, symbol: number): number {
  if (symbol < ZEROS) return 1;
  if (symbol === ZEROS) return bits.take(4) + 4;
  return symbol === MORE_ZEROS ? bits.take(5) + 20 : bits.take(1) + 4;
}
