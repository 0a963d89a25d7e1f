const KEPT_BYTES = 16 << 20;

/** Blocks that were unpacked, the last used ones, up to a number of bytes. One that is asked for twice at once is unpacked once. */
export class KeptBlocks {
  readonly #mostBytes: number;
  readonly #blocks = new Map<number, Promise<Uint8Array>>();
  #keptBytes = 0;

  constructor(mostBytes: number = KEPT_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** @throws what `unpack` throws; it is asked again then */
  get(block: number, unpack: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const kept = this.#blocks.get(block);
    if (kept) {
      this.#blocks.delete(block);
      this.#blocks.set(block, kept);
      return kept;
    }
    const unpacked = unpack();
    this.#blocks.set(block, unpacked);
    unpacked.then(
      ({ length }) => this.#took(block, length),
      () => this.#blocks.delete(block),
    );
    return unpacked;
  }

  #took(block: number, lengthBytes: number): void {
    this.#keptBytes += lengthBytes;
    for (const [oldest, bytes] of this.#blocks) {
      if (this.#keptBytes <= this.#mostBytes || oldest === block) return;
      this.#blocks.delete(oldest);
      void bytes.then(({ length }) => {
        this.#keptBytes -= length;
      });
    }
  }
}
