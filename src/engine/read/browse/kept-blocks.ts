/** Blocks that were unpacked, as long as there is room: the ones that were asked for last. One that is being unpacked is not begun again. */
export class KeptBlocks<Block extends { readonly bytes: Uint8Array }> {
  readonly #mostBytes: number;
  readonly #blocks = new Map<number, Promise<Block>>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** @throws what `unpack` throws, also when it is asked for again: to try once more takes as long, and helps nobody */
  get(key: number, unpack: () => Promise<Block>): Promise<Block> {
    const kept = this.#blocks.get(key);
    const block = kept ?? unpack();
    this.#blocks.delete(key);
    this.#blocks.set(key, block);
    if (kept === undefined)
      block.then(
        ({ bytes }) => this.#grow(bytes.length),
        () => this.#grow(0),
      );
    return block;
  }

  #grow(lengthBytes: number): void {
    this.#bytes += lengthBytes;
    for (const [key, block] of this.#blocks) {
      if (this.#bytes <= this.#mostBytes || this.#blocks.size === 1) return;
      this.#blocks.delete(key);
      block.then(
        ({ bytes }) => (this.#bytes -= bytes.length),
        () => undefined,
      );
    }
  }
}
