interface Kept<Block> {
  readonly block: Promise<Block>;
  /** 0 until it is there. */
  lengthBytes: number;
}

/** Blocks that were unpacked, as long as there is room: the ones that were asked for last. One that is being unpacked is not begun again. */
export class UnpackedBlocks<Block extends { readonly bytes: Uint8Array }> {
  readonly #mostBytes: number;
  readonly #blocks = new Map<number, Kept<Block>>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** @throws what `unpack` throws, also when it is asked for again: to try once more takes as long, and helps nobody */
  get(key: number, unpack: () => Promise<Block>): Promise<Block> {
    const known = this.#blocks.get(key);
    const kept = known ?? { block: unpack(), lengthBytes: 0 };
    this.#blocks.delete(key);
    this.#blocks.set(key, kept);
    if (known === undefined)
      kept.block.then(
        ({ bytes }) => this.#arrived(key, kept, bytes.length),
        () => undefined,
      );
    return kept.block;
  }

  #arrived(key: number, kept: Kept<Block>, lengthBytes: number): void {
    if (this.#blocks.get(key) !== kept) return;
    kept.lengthBytes = lengthBytes;
    this.#bytes += lengthBytes;
    for (const [oldest, { lengthBytes: freedBytes }] of this.#blocks) {
      if (this.#bytes <= this.#mostBytes || oldest === key) return;
      this.#blocks.delete(oldest);
      this.#bytes -= freedBytes;
    }
  }
}
