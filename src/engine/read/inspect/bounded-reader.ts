import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import type { Readable } from '../../contract/ports/image.ts';

/** Where volumes and partition tables begin. */
const BEGINNING_BYTES = 64 << 10;

/** What was looked at, and whether that was all that was asked for. */
export class Sight {
  readonly sizeBytes: number | undefined;
  readonly #reachBytes: number;
  readonly #image: Readable<number | undefined>;
  #missed = false;
  readonly #unreadable: number[] = [];

  constructor(image: Readable<number | undefined>) {
    this.#image = image;
    this.sizeBytes = image.sizeBytes;
    this.#reachBytes = image.reachBytes ?? image.sizeBytes ?? 0;
  }

  /** Some place that was asked for lies behind what can be read. */
  get missed(): boolean {
    return this.#missed;
  }

  /** Places that could not be read. */
  get unreadable(): readonly number[] {
    return this.#unreadable;
  }

  get reachBytes(): number {
    return this.#reachBytes;
  }

  /** False for a place that is in the image and out of reach. */
  sees(endByte: number): boolean {
    return (
      endByte <= this.#reachBytes || (this.sizeBytes !== undefined && this.sizeBytes <= this.#reachBytes)
    );
  }

  /** As much as can be read, as if the image ended there. */
  get part(): Readable {
    return { sizeBytes: this.#reachBytes, read: (atByte, into) => this.#image.read(atByte, into) };
  }

  /**
   * Reads a range; what lies out of reach or behind the end is left out, and all of it when a part cannot be read: drives fail
   * behind the last sector written. Without the beginning nothing can be told.
   *
   * @throws Failure `source-unreadable` at the beginning
   */
  readonly bytes: ReadAt = async (atByte, lengthBytes) => {
    const endByte = Math.min(atByte + lengthBytes, this.sizeBytes ?? Number.POSITIVE_INFINITY);
    if (!this.sees(endByte)) this.#missed = true;
    const from = Math.min(Math.max(atByte, 0), this.#reachBytes);
    const into = new Uint8Array(Math.max(0, Math.min(lengthBytes, this.#reachBytes - from)));
    if (into.length === 0) return into;
    try {
      await this.#image.read(from, into);
      return into;
    } catch (error) {
      if (from < BEGINNING_BYTES || asFailure(error).code !== 'source-unreadable') throw error;
      this.#missed = true;
      this.#unreadable.push(from);
      return new Uint8Array(0);
    }
  };
}
