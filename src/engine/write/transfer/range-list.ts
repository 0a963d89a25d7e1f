import { firstBehind } from '../../bytes/ranges/search.ts';
import { present } from '../../contract/failure/present.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';

/** A run of bytes, by its ends. */
export interface Part {
  readonly fromByte: number;
  readonly toByte: number;
}

/** Ranges in order and without overlap; grows at its end. Every look is a binary search. */
export class RangeList {
  readonly #ranges: ByteRange[];

  constructor(ranges: readonly ByteRange[] = []) {
    this.#ranges = [...ranges];
  }

  /** A range behind all others, or that touches the last one. */
  append(range: ByteRange): void {
    const last = this.#ranges.at(-1);
    if (last && last.atByte + last.lengthBytes === range.atByte)
      this.#ranges[this.#ranges.length - 1] = {
        ...last,
        lengthBytes: last.lengthBytes + range.lengthBytes,
      };
    else this.#ranges.push(range);
  }

  /** What of a stretch is in the list, in order. */
  *parts(atByte: number, lengthBytes: number): Iterable<Part> {
    const endByte = atByte + lengthBytes;
    for (let index = this.#firstEndingAfter(atByte); index < this.#ranges.length; index++) {
      const range = present(this.#ranges[index]);
      if (range.atByte >= endByte) return;
      yield {
        fromByte: Math.max(atByte, range.atByte),
        toByte: Math.min(endByte, range.atByte + range.lengthBytes),
      };
    }
  }

  touches(atByte: number, lengthBytes: number): boolean {
    const range = this.#ranges[this.#firstEndingAfter(atByte)];
    return range !== undefined && range.atByte < atByte + lengthBytes;
  }

  /** Where the last byte of the list before a place ends; 0 when there is none. */
  endBefore(atByte: number): number {
    const index = this.#firstEndingAfter(atByte);
    const range = this.#ranges[index];
    if (range && range.atByte < atByte) return atByte;
    const before = this.#ranges[index - 1];
    return before ? before.atByte + before.lengthBytes : 0;
  }

  #firstEndingAfter(atByte: number): number {
    return firstBehind(this.#ranges.length, (place) => {
      const range = present(this.#ranges[place]);
      return range.atByte + range.lengthBytes > atByte;
    });
  }
}
