import { le16, le32 } from '../../../bytes/codec/little.ts';
import { compressors, METADATA_BYTES, type Superblock } from '../../../bytes/formats/squashfs/superblock.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import { volumeUnsupported } from '../../../contract/failure/source-failures.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import type { Unpack } from '../../unpack/unpack.ts';
import { unpackers } from '../../unpack/unpackers.ts';
import { type Damaged, damageOf } from '../iso/damage.ts';
import { UnpackedBlocks } from '../unpacked-blocks.ts';

/** A block of metadata, and where the one behind it begins. */
export interface MetadataBlock {
  readonly bytes: Uint8Array;
  readonly nextByte: number;
}

/** A place in the metadata: a block of the image, and a byte in what it unpacks to. */
export interface MetadataPlace {
  readonly blockByte: number;
  readonly offset: number;
}

const MOST_METADATA_BYTES = 4 << 20;
const MOST_FRAGMENT_BYTES = 16 << 20;
const HEAD_BYTES = 2;
const STORED_BIT = 0x8000;
const TWO_32 = 2 ** 32;

/** What a squashfs is read from: its blocks, unpacked. */
export class SquashMedium {
  readonly image: Readable;
  readonly path: string;
  readonly superblock: Superblock;
  readonly damaged: Damaged;
  readonly #unpack: Unpack;
  readonly #metadata = new UnpackedBlocks<MetadataBlock>(MOST_METADATA_BYTES);
  readonly #fragments = new UnpackedBlocks<{ readonly bytes: Uint8Array }>(MOST_FRAGMENT_BYTES);

  /** @throws Failure `file-system-unsupported` for a way of packing that is not known */
  constructor(image: Readable, path: string, superblock: Superblock) {
    this.image = image;
    this.path = path;
    this.superblock = superblock;
    this.damaged = damageOf(path);
    const name = compressors[superblock.compressor] ?? `${superblock.compressor}`;
    const unpack = unpackers[name];
    if (!unpack)
      throw volumeUnsupported(path, { reason: 'volume-features', standard: 'squashfs', features: [name] });
    this.#unpack = unpack;
  }

  /** @throws Failure `source-truncated`, `source-unreadable` */
  async bytes(atByte: number, lengthBytes: number): Promise<Uint8Array> {
    const { sizeBytes } = this.image;
    const expectedBytes = atByte + lengthBytes;
    if (!(expectedBytes <= sizeBytes))
      throw new Failure('source-truncated', { path: this.path, expectedBytes, foundBytes: sizeBytes });
    const into = new Uint8Array(lengthBytes);
    await this.image.read(atByte, into);
    return into;
  }

  /** @throws Failure `source-damaged`, `source-truncated`, `source-unreadable` */
  metadata(blockByte: number): Promise<MetadataBlock> {
    return this.#metadata.get(blockByte, () => this.#openMetadata(blockByte));
  }

  /** How long a block of metadata is as it is stored; the image may not be sound there. */
  async storedMetadataBytes(blockByte: number): Promise<number> {
    const head = await this.bytes(blockByte, HEAD_BYTES);
    return HEAD_BYTES + (le16(head, 0) & ~STORED_BIT);
  }

  /** A block of data that is packed, unpacked. */
  async unpacked(atByte: number, storedBytes: number): Promise<Uint8Array> {
    const { blockBytes } = this.superblock;
    if (storedBytes > blockBytes) throw this.damaged('packed-block-size', atByte);
    return this.#unpackedAt(atByte, await this.bytes(atByte, storedBytes), blockBytes);
  }

  /** A fragment: the ends of several files together. */
  fragment(number: number, open: () => Promise<Uint8Array>): Promise<{ readonly bytes: Uint8Array }> {
    return this.#fragments.get(number, async () => ({ bytes: await open() }));
  }

  /** One of the entries that a table of places of metadata leads to. */
  async tableEntry(tableByte: number, index: number, entryBytes: number): Promise<Uint8Array> {
    const perBlock = METADATA_BYTES / entryBytes;
    const pointer = await this.bytes(tableByte + 8 * Math.floor(index / perBlock), 8);
    const blockByte = le32(pointer, 0) + le32(pointer, 4) * TWO_32;
    const { bytes } = await this.metadata(blockByte);
    const at = (index % perBlock) * entryBytes;
    if (at + entryBytes > bytes.length) throw this.damaged('squashfs-table', tableByte);
    return bytes.subarray(at, at + entryBytes);
  }

  async #openMetadata(blockByte: number): Promise<MetadataBlock> {
    const head = le16(await this.bytes(blockByte, HEAD_BYTES), 0);
    const storedBytes = head & ~STORED_BIT;
    if (storedBytes === 0 || storedBytes > METADATA_BYTES) throw this.damaged('squashfs-metadata', blockByte);
    const stored = await this.bytes(blockByte + HEAD_BYTES, storedBytes);
    const isStored = (head & STORED_BIT) !== 0;
    const bytes = isStored ? stored : await this.#unpackedAt(blockByte, stored, METADATA_BYTES);
    return { bytes, nextByte: blockByte + HEAD_BYTES + storedBytes };
  }

  async #unpackedAt(atByte: number, packed: Uint8Array, mostBytes: number): Promise<Uint8Array> {
    const bytes = await this.#unpack(packed, mostBytes, this.path).catch((error: unknown) => {
      // What the libraries of Node say of broken bytes says nothing.
      if (error instanceof Failure) throw error;
      return undefined;
    });
    if (!bytes || bytes.length > mostBytes) throw this.damaged('packed-block', atByte);
    return bytes;
  }
}
