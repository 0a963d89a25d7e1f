import { zstdCompressSync } from 'node:zlib';
import { joined } from '../../bytes/codec/joined.ts';
import { METADATA_BYTES } from '../../bytes/formats/squashfs/superblock.ts';
import { BEST_LEVEL, packing } from './squash-packing.ts';

/** Where something begins: the packed block, from the beginning of its table, and the place in what that unpacks to. */
export interface MetadataSpot {
  readonly blockByte: number;
  readonly offset: number;
}

/** Set in the length of a block that is stored as it is. */
const STORED = 0x8000;

/** A table of metadata: blocks of 8 KiB, each packed for itself, with its length before it. squashfs.rst §3. */
export class MetadataTable {
  readonly #packed: Uint8Array[] = [];
  /** Where each block begins. */
  readonly blockBytes: number[] = [];
  #packedBytes = 0;
  #open = new Uint8Array(METADATA_BYTES);
  #openBytes = 0;

  get spot(): MetadataSpot {
    return { blockByte: this.#packedBytes, offset: this.#openBytes };
  }

  add(bytes: Uint8Array): MetadataSpot {
    const { spot } = this;
    for (let left = bytes; left.length > 0; ) {
      const part = left.subarray(0, METADATA_BYTES - this.#openBytes);
      this.#open.set(part, this.#openBytes);
      this.#openBytes += part.length;
      left = left.subarray(part.length);
      if (this.#openBytes === METADATA_BYTES) this.#flush();
    }
    return spot;
  }

  /** The whole table; nothing can be added any more. */
  close(): Uint8Array {
    if (this.#openBytes > 0) this.#flush();
    return joined(this.#packed);
  }

  #flush(): void {
    const plain = this.#open.subarray(0, this.#openBytes);
    const zstd = zstdCompressSync(plain, packing(BEST_LEVEL));
    const isSmaller = zstd.length < plain.length;
    const body = isSmaller ? zstd : plain;
    const block = new Uint8Array(2 + body.length);
    new DataView(block.buffer).setUint16(0, body.length | (isSmaller ? 0 : STORED), true);
    block.set(body, 2);
    this.blockBytes.push(this.#packedBytes);
    this.#packed.push(block);
    this.#packedBytes += block.length;
    this.#open = new Uint8Array(METADATA_BYTES);
    this.#openBytes = 0;
  }
}
