/** For slow drives: progress is seen in steps of this, and a pause or stop waits for little. */
export const SMALL_CHUNK_BYTES = 1 << 20;
/** After so much it is known how fast everything together is. */
const TRIAL_BYTES = 32 << 20;
/** From here on a chunk takes 10 ms or less, and the calls for it cost more than its delay. */
const FAST_BYTES_PER_S = 200e6;

/** How long chunks are: short until source and targets have shown that they are fast, then whole slots. */
export class ChunkPace {
  readonly #largeBytes: number;
  readonly #nowMs: () => number;
  readonly #startedAtMs: number;
  #givenBytes = 0;
  #chunkBytes = SMALL_CHUNK_BYTES;

  constructor(slotBytes: number, nowMs: () => number = () => performance.now()) {
    this.#largeBytes = slotBytes;
    this.#nowMs = nowMs;
    this.#startedAtMs = nowMs();
  }

  /** Length of the next chunk. */
  next(): number {
    if (this.#givenBytes === TRIAL_BYTES) this.#judge();
    this.#givenBytes += this.#chunkBytes;
    return this.#chunkBytes;
  }

  #judge(): void {
    const tookS = (this.#nowMs() - this.#startedAtMs) / 1000;
    if (TRIAL_BYTES / tookS >= FAST_BYTES_PER_S) this.#chunkBytes = this.#largeBytes;
  }
}
