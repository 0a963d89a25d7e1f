import type { Struct } from '../../../bytes/codec/struct.ts';
import { METADATA_BYTES } from '../../../bytes/formats/squashfs/superblock.ts';
import type { MetadataPlace, SquashMedium } from './medium.ts';

/** Goes through metadata from a place on, over the ends of blocks. */
export class Cursor {
  readonly #medium: SquashMedium;
  #blockByte: number;
  #offset: number;

  constructor(medium: SquashMedium, { blockByte, offset }: MetadataPlace) {
    this.#medium = medium;
    this.#blockByte = blockByte;
    this.#offset = offset;
  }

  /** The next structure. @throws Failure as `take` */
  async next<V>(structure: Struct<V>): Promise<V> {
    return structure.decode(await this.take(structure.sizeBytes), { onNote: () => {} });
  }

  /** The next bytes. @throws Failure `source-damaged`, `source-truncated`, `source-unreadable` */
  async take(lengthBytes: number): Promise<Uint8Array> {
    const taken = new Uint8Array(lengthBytes);
    for (let done = 0; done < lengthBytes; ) {
      const { bytes, nextByte } = await this.#medium.metadata(this.#blockByte);
      const part = bytes.subarray(this.#offset, this.#offset + lengthBytes - done);
      taken.set(part, done);
      done += part.length;
      this.#offset += part.length;
      if (this.#offset < bytes.length) continue;
      // Only the last block of a table is shorter.
      const isOver = bytes.length < METADATA_BYTES && done < lengthBytes;
      if (isOver || this.#offset > bytes.length)
        throw this.#medium.damaged('squashfs-metadata', this.#blockByte);
      this.#blockByte = nextByte;
      this.#offset = 0;
    }
    return taken;
  }
}
