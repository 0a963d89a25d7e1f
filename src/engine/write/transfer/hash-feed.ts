import type { Hasher } from './hasher.ts';
import type { Chunk } from './read-ahead.ts';
import type { Digest } from './running-digest.ts';

/** So long the writers wait for the hash, all together, before it is left for the proof. */
const PATIENCE_MS = 250;

/**
 * Gives the hash its chunks, in order. SHA-256 of one stream is bound to one core, about 2 GB/s; a faster drive need not
 * wait for it when the same bytes come again, read back and known to be equal: the hash then stops where it is and goes on
 * there.
 */
export class HashFeed {
  readonly #hasher: Hasher | undefined;
  #nextAtByte = 0;
  #waitedMs = 0;
  #isResting: boolean;
  /** The same bytes will come again. */
  mayRest: boolean;

  /** @param rests it leaves everything to the next pass */
  constructor(hasher: Hasher | undefined, mayRest: boolean, rests = false) {
    this.#hasher = hasher;
    this.mayRest = mayRest;
    this.#isResting = rests;
  }

  /** Chunks it was given and has not hashed. */
  get pending(): number {
    return this.#hasher?.pending ?? 0;
  }

  /** The place before which everything was taken. */
  get nextAtByte(): number {
    return this.#nextAtByte;
  }

  /** Takes what it has not had of the chunk, if nothing is missing before it. */
  take({ atByte, bytes, slot }: Pick<Chunk, 'atByte' | 'bytes' | 'slot'>): void {
    const endByte = atByte + bytes.length;
    if (!this.#hasher || this.#isResting || atByte > this.#nextAtByte || endByte <= this.#nextAtByte) return;
    const next = bytes.subarray(this.#nextAtByte - atByte);
    this.#nextAtByte = endByte;
    slot.hold();
    // What breaks the hash is told by `digest`.
    void this.#hasher.update(next).then(slot.release, slot.release);
  }

  /** True when something is left to be hashed. */
  isBehind(sizeBytes: number): boolean {
    return this.#hasher !== undefined && this.#nextAtByte < sizeBytes;
  }

  /** The writers waited for a slot while the hash was furthest behind. */
  heldUp(ms: number): void {
    this.#waitedMs += ms;
    if (this.mayRest && this.#waitedMs > PATIENCE_MS) this.#isResting = true;
  }

  /** The next pass begins, and it is the last. */
  goOn(): void {
    this.#isResting = false;
    this.mayRest = false;
  }

  /** Forgets what it took: everything comes again, from the first byte. */
  startAnew(): void {
    this.#nextAtByte = 0;
    this.#hasher?.restart();
  }

  /** The digest when everything was hashed; undefined when a part is still to come. */
  async digest(sizeBytes: number): Promise<Digest | undefined> {
    return this.#nextAtByte === sizeBytes ? this.#hasher?.digest() : undefined;
  }

  async close(): Promise<void> {
    await this.#hasher?.close();
  }
}
