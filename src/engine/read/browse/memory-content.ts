import type { Content } from './volume.ts';

/** A file whose bytes stand where it is described. */
export class MemoryContent implements Content {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get sizeBytes(): number {
    return this.#bytes.length;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    into.set(this.#bytes.subarray(atByte, atByte + into.length));
  }
}
