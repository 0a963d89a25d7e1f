import type { Digest } from './hash-worker.ts';
import type { Hasher } from './hasher.ts';
import type { Chunk } from './read-ahead.ts';

/** So long the writers wait for the hash, all together, before it is left for the next pass. */
const PATIENCE_MS = 250;

/**
 * Gives the hash its chunks, in order. SHA-256 of one stream is bound to one core, about 2 GB/s; a faster drive need not
 * wait for it when the source passes a second time: the hash then stops where it is and goes on there.
 */
export class HashFeed {
  readonly #hasher: Hasher | undefined;
  #nextAtByte = 0;
  #waitedMs = 0;
  #isResting: boolean;
  /** A second pass will come by. */
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

  /** Takes the chunk if it is the next one. */
  take({ atByte, bytes, slot }: Chunk): void {
    if (!this.#hasher || this.#isResting || atByte !== this.#nextAtByte) return;
    this.#nextAtByte = atByte + bytes.length;
    slot.hold();
    // What breaks the hash is told by `digest`.
    void this.#hasher.update(bytes).then(slot.release, slot.release);
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
