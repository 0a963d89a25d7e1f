import { crc32 } from 'node:zlib';
import type { ReadSum } from './hand.ts';

/** Where an output does not hold what was read. */
export interface SumMismatch {
  readonly atByte: number;
  readonly lengthBytes: number;
}

/** What has passed is forgotten in bunches of so many. */
const FORGOTTEN = 4096;

/**
 * CRC-32 of every stretch as it was read, to hold against what the output gives back. The bytes pass in order, each once, all at the
 * end or while more is being read; a stretch is known before any byte of it passes. Those that an earlier run read have none.
 */
export class ReadSums {
  #at: number[] = [];
  #length: number[] = [];
  #crc: number[] = [];
  #isInOrder = true;
  #next = 0;
  #place = 0;
  #running = 0;
  #provedBytes = 0;
  readonly #mismatches: SumMismatch[] = [];

  add({ atByte, lengthBytes, crc32: sum }: ReadSum): void {
    if (atByte < (this.#at.at(-1) ?? 0)) this.#isInOrder = false;
    this.#at.push(atByte);
    this.#length.push(lengthBytes);
    this.#crc.push(sum);
  }

  /** The same, of which nothing has passed yet: to hold them against another output. @throws Error when some has passed */
  copy(): ReadSums {
    if (this.#place > 0) throw new Error('passed');
    const same = new ReadSums();
    same.#at = this.#at.slice();
    same.#length = this.#length.slice();
    same.#crc = this.#crc.slice();
    same.#isInOrder = this.#isInOrder;
    return same;
  }

  /** Bytes that were found as they were read. */
  get provedBytes(): number {
    return this.#provedBytes;
  }

  get mismatches(): readonly SumMismatch[] {
    return this.#mismatches;
  }

  passed(bytes: Uint8Array): void {
    this.#putInOrder();
    const endByte = this.#place + bytes.length;
    let from = this.#place;
    while (from < endByte && this.#next < this.#at.length) {
      const atByte = this.#at[this.#next] ?? 0;
      const lastByte = atByte + (this.#length[this.#next] ?? 0);
      if (from < atByte) from = Math.min(atByte, endByte);
      else if (from >= lastByte) this.#next++;
      else from = this.#sum(this.#next, bytes, from, Math.min(lastByte, endByte));
    }
    this.#place = endByte;
    if (this.#next >= FORGOTTEN) this.#keepFrom(this.#next);
  }

  /** What has passed has had its turn; the one that is under way is the first of the rest, and stays so. */
  #putInOrder(): void {
    if (this.#isInOrder) return;
    this.#keepFrom(this.#next);
    const order = this.#at.map((_, index) => index);
    order.sort((a, b) => (this.#at[a] ?? 0) - (this.#at[b] ?? 0));
    const sorted = (values: readonly number[]): number[] => order.map((index) => values[index] ?? 0);
    [this.#at, this.#length, this.#crc] = [sorted(this.#at), sorted(this.#length), sorted(this.#crc)];
    this.#isInOrder = true;
  }

  #keepFrom(index: number): void {
    for (const values of [this.#at, this.#length, this.#crc]) values.splice(0, index);
    this.#next = 0;
  }

  #sum(index: number, bytes: Uint8Array, from: number, to: number): number {
    const atByte = this.#at[index] ?? 0;
    const lengthBytes = this.#length[index] ?? 0;
    const before = from === atByte ? 0 : this.#running;
    this.#running = crc32(bytes.subarray(from - this.#place, to - this.#place), before);
    if (to < atByte + lengthBytes) return to;
    if (this.#running === this.#crc[index]) this.#provedBytes += lengthBytes;
    else this.#mismatches.push({ atByte, lengthBytes });
    this.#next++;
    return to;
  }
}
