import { crc32 } from 'node:zlib';
import type { ReadSum } from './hand.ts';

/** Where an output does not hold what was read. */
export interface SumMismatch {
  readonly atByte: number;
  readonly lengthBytes: number;
}

/**
 * CRC-32 of every stretch as it was read, to hold against what the output gives back. The bytes pass in order, each once.
 * Stretches that an earlier run read have none.
 */
export class ReadSums {
  readonly #at: number[] = [];
  readonly #length: number[] = [];
  readonly #crc: number[] = [];
  #order: number[] | undefined;
  #next = 0;
  #place = 0;
  #running = 0;
  #provedBytes = 0;
  readonly #mismatches: SumMismatch[] = [];

  add({ atByte, lengthBytes, crc32: sum }: ReadSum): void {
    this.#at.push(atByte);
    this.#length.push(lengthBytes);
    this.#crc.push(sum);
  }

  /** Bytes that were found as they were read. */
  get provedBytes(): number {
    return this.#provedBytes;
  }

  get mismatches(): readonly SumMismatch[] {
    return this.#mismatches;
  }

  passed(bytes: Uint8Array): void {
    this.#order ??= this.#at.map((_, index) => index).sort((a, b) => (this.#at[a] ?? 0) - (this.#at[b] ?? 0));
    const endByte = this.#place + bytes.length;
    let from = this.#place;
    while (from < endByte) {
      const index = this.#order[this.#next];
      if (index === undefined) break;
      const atByte = this.#at[index] ?? 0;
      const lastByte = atByte + (this.#length[index] ?? 0);
      if (from < atByte) from = Math.min(atByte, endByte);
      else if (from >= lastByte) this.#next++;
      else from = this.#sum(index, bytes, from, Math.min(lastByte, endByte));
    }
    this.#place = endByte;
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
