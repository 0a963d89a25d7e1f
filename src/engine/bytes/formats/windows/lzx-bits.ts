import { present } from '../../../contract/failure/present.ts';
import { le32 } from '../../codec/little.ts';
import { codeBits, type HuffmanTable, symbolOf } from './huffman.ts';

/** Bits of LZX: words of 16 bits, least significant byte first, most significant bit first. [MS-PATCH] §2.2. */
export class LzxBits {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** More was read than there is. */
  get isBehind(): boolean {
    return this.#at > this.#bytes.length + 4;
  }

  /** At most 17. */
  take(count: number): number {
    if (count > 16) return this.take(count - 16) * 65_536 + this.take(16);
    this.#need(count);
    this.#count -= count;
    return (this.#held >>> this.#count) & ((1 << count) - 1);
  }

  /** -1 for bits that are no code. */
  symbol({ bits, codes }: HuffmanTable): number {
    this.#need(bits);
    const code = present(codes[(this.#held >>> (this.#count - bits)) & ((1 << bits) - 1)]);
    if (code === 0) return -1;
    this.#count -= codeBits(code);
    return symbolOf(code);
  }

  /** Bytes as they are, behind 1 to 16 bits up to the next word. Undefined when there are not so many. */
  alignedBytes(lengthBytes: number): Uint8Array | undefined {
    // Whole words that are held were not used yet.
    const usedBits = 8 * this.#at - this.#count;
    const from = 2 * (Math.floor(usedBits / 16) + 1);
    this.#at = from;
    this.#count = 0;
    return this.#raw(lengthBytes);
  }

  /** More of them, and one that fills up the last word. */
  moreBytes(lengthBytes: number): Uint8Array | undefined {
    const bytes = this.#raw(lengthBytes);
    this.#at += lengthBytes & 1;
    return bytes;
  }

  #raw(lengthBytes: number): Uint8Array | undefined {
    const end = this.#at + lengthBytes;
    if (end > this.#bytes.length) return undefined;
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }

  #need(count: number): void {
    while (this.#count < count) {
      const word = (this.#bytes[this.#at] ?? 0) | ((this.#bytes[this.#at + 1] ?? 0) << 8);
      this.#held = (this.#held << 16) | word;
      this.#at += 2;
      this.#count += 16;
    }
  }
}

/** Three numbers of 32 bits. */
export function threeNumbers(bytes: Uint8Array): [number, number, number] {
  return [le32(bytes, 0), le32(bytes, 4), le32(bytes, 8)];
}
