import type { Content } from '../volume.ts';

/** A file that is so small that it stands in its record. */
export class MemoryContent implements Content {
  readonly sizeBytes: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.sizeBytes = bytes.length;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    into.set(this.#bytes.subarray(atByte, atByte + into.length));
  }
}
