import { present } from '../../../contract/failure/present.ts';
import { le16 } from '../../codec/little.ts';
import { codeBits, copyMatch, type HuffmanTable, huffmanTable, symbolOf } from './huffman.ts';

const SYMBOLS = 512;
const LETTERS = 256;
const CODE_BITS = 15;
/** Four bits for the length of each code. */
const TABLE_BYTES = SYMBOLS / 2;
/** Two words are read before the first code. */
const LEAST_BYTES = TABLE_BYTES + 4;
const SHORTEST_MATCH_BYTES = 3;

/**
 * Unpacks LZ77 with Huffman codes, one block of at most 64 KiB. [MS-XCA] §2.2.
 *
 * @param out as long as what was packed
 * @returns false for a broken one
 */
export function unpackXpressHuffman(packed: Uint8Array, out: Uint8Array): boolean {
  if (packed.length < LEAST_BYTES) return out.length === 0;
  const table = huffmanTable(codeLengths(packed), CODE_BITS);
  if (!table) return false;
  const bits = new XpressBits(packed);
  for (let to = 0; to < out.length; ) {
    const symbol = bits.symbol(table);
    if (symbol < 0 || bits.isBehind) return false;
    if (symbol < LETTERS) out[to++] = symbol;
    else to = match(bits, symbol - LETTERS, out, to);
    if (to < 0) return false;
  }
  return true;
}

function codeLengths(packed: Uint8Array): Uint8Array {
  const lengths = new Uint8Array(SYMBOLS);
  for (let at = 0; at < TABLE_BYTES; at++) {
    lengths[2 * at] = present(packed[at]) & 15;
    lengths[2 * at + 1] = present(packed[at]) >> 4;
  }
  return lengths;
}

/** Four bits of length, four of how many bits of the distance follow. */
function match(bits: XpressBits, told: number, out: Uint8Array, to: number): number {
  const lengthBytes = bits.length(told & 15) + SHORTEST_MATCH_BYTES;
  const distanceBits = told >> 4;
  return copyMatch(out, to, (1 << distanceBits) + bits.take(distanceBits), lengthBytes);
}

/** Words of 16 bits, most significant bit first, with bytes between them for long lengths. */
class XpressBits {
  readonly #bytes: Uint8Array;
  #at = LEAST_BYTES;
  #held: number;
  /** Bits of the second word that are held. */
  #spare = 16;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#held = (le16(bytes, TABLE_BYTES) << 16) | le16(bytes, TABLE_BYTES + 2);
  }

  /** More was read than there is. */
  get isBehind(): boolean {
    return this.#at > this.#bytes.length + 4;
  }

  /** -1 for bits that are no code. */
  symbol({ codes }: HuffmanTable): number {
    const code = present(codes[this.#held >>> (32 - CODE_BITS)]);
    if (code === 0) return -1;
    this.#drop(codeBits(code));
    return symbolOf(code);
  }

  take(count: number): number {
    if (count === 0) return 0;
    const value = this.#held >>> (32 - count);
    this.#drop(count);
    return value;
  }

  /** 15 and more go on in bytes: one, and where that is 255 two that tell all of it. */
  length(told: number): number {
    if (told < 15) return told;
    const more = this.#byte();
    if (more < 255) return told + more;
    return this.#byte() | (this.#byte() << 8);
  }

  #drop(count: number): void {
    this.#held <<= count;
    this.#spare -= count;
    if (this.#spare >= 0) return;
    this.#held |= (this.#byte() | (this.#byte() << 8)) << -this.#spare;
    this.#spare += 16;
  }

  /** Zeros behind the end. */
  #byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }
}
