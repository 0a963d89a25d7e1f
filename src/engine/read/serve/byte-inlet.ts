import type { Readable } from 'node:stream';

/** What comes in, taken in pieces of a wanted length. */
export class ByteInlet {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held = Buffer.alloc(0);

  constructor(input: Readable) {
    this.#chunks = input[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  }

  /** The next bytes; undefined when the other side ended before all of them. */
  async next(lengthBytes: number): Promise<Buffer | undefined> {
    while (this.#held.length < lengthBytes) {
      const { value, done } = await this.#chunks.next();
      if (done) return undefined;
      this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value]);
    }
    const bytes = this.#held.subarray(0, lengthBytes);
    this.#held = this.#held.subarray(lengthBytes);
    return bytes;
  }
}
