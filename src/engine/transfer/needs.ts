import type { MappedRange } from '../ports/image.ts';

/**
 * Which bytes of an image a target must hold. A block map names them; what it leaves out may be anything on the target,
 * and is neither written nor compared.
 */
export class Needs {
  readonly #ranges: readonly MappedRange[];

  /** @param ranges in order, without overlap */
  constructor(ranges: readonly MappedRange[]) {
    this.#ranges = ranges;
  }

  /** The needed parts of a stretch, in order, as places in the image. */
  *parts(atByte: number, lengthBytes: number): Iterable<{ fromByte: number; toByte: number }> {
    const endByte = atByte + lengthBytes;
    for (let index = this.#firstEndingAfter(atByte); index < this.#ranges.length; index++) {
      const range = this.#ranges[index] as MappedRange;
      if (range.atByte >= endByte) return;
      yield {
        fromByte: Math.max(atByte, range.atByte),
        toByte: Math.min(endByte, range.atByte + range.lengthBytes),
      };
    }
  }

  /** Some byte of the stretch must be on the target. */
  touch(atByte: number, lengthBytes: number): boolean {
    for (const _ of this.parts(atByte, lengthBytes)) return true;
    return false;
  }

  /** How many bytes before this place must be on the target. */
  bytesBefore(atByte: number): number {
    let sumBytes = 0;
    for (const { fromByte, toByte } of this.parts(0, atByte)) sumBytes += toByte - fromByte;
    return sumBytes;
  }

  /** Where the last needed byte before a place ends; 0 when there is none. */
  endBefore(atByte: number): number {
    const range = this.#ranges[this.#firstEndingAfter(atByte)];
    if (range && range.atByte < atByte) return atByte;
    const before = this.#ranges[this.#firstEndingAfter(atByte) - 1];
    return before ? before.atByte + before.lengthBytes : 0;
  }

  /** Zeros over what may be anything, so that two readings of it compare equal. */
  blank(atByte: number, bytes: Uint8Array): void {
    let doneByte = atByte;
    for (const { fromByte, toByte } of this.parts(atByte, bytes.length)) {
      bytes.fill(0, doneByte - atByte, fromByte - atByte);
      doneByte = toByte;
    }
    bytes.fill(0, doneByte - atByte);
  }

  #firstEndingAfter(atByte: number): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const range = this.#ranges[middle] as MappedRange;
      if (range.atByte + range.lengthBytes <= atByte) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
