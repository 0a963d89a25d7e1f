import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { SECTOR_BYTES, sectorsFor } from '../../bytes/formats/iso9660/sector.ts';
import {
  MOST_ZISOFS_BYTES,
  POINTER_BYTES,
  zisofsBlocks,
  zisofsHeader,
  zisofsTableEnd,
} from '../../bytes/formats/zisofs/header.ts';
import { lastNotBehind } from '../../bytes/ranges/search.ts';
import { present } from '../../contract/failure/present.ts';
import { sourceChanged } from '../../contract/failure/source-failures.ts';
import { throwIfStopped } from '../../contract/failure/stopped.ts';
import type { Tree } from '../tree/tree.ts';
import type { ContentSource } from './content-source.ts';
import type { Piece } from './file-source.ts';

const pack = promisify(deflate);
/** The smallest blocks, 32 KiB: every reader takes them. */
export const BLOCK_LOG2 = 15;
const BLOCK_BYTES = 2 ** BLOCK_LOG2;
/** Blocks packed side by side, by libuv's threads. */
const SIDE_BY_SIDE = 16;
const LEVEL = 9;

/** By block: how many bytes it has packed; 0 for one of nothing but zeros. */
type BlockSizes = Uint32Array;

/**
 * Files that zisofs packs. They are packed twice: once to know their sizes, of which four bytes a block are kept, and once
 * when they are read, so that nothing is written beside the image and memory does not grow with the files.
 */
export class PackedFiles {
  readonly #tree: Tree;
  readonly #source: Pick<ContentSource, 'read'>;
  /** By the first name of a file: where each block begins, and where the last one ends. */
  readonly #starts = new Map<number, Float64Array>();
  #last: { readonly node: number; readonly index: number; readonly bytes: Promise<Uint8Array> } | undefined;

  constructor(tree: Tree, source: Pick<ContentSource, 'read'>) {
    this.#tree = tree;
    this.#source = source;
  }

  has(node: number): boolean {
    return this.#starts.has(node);
  }

  /**
   * Packs what gets smaller by a sector at least; the tree knows the sizes from then on.
   *
   * @throws Failure of the source's reads, `stopped`
   */
  async measure(staysPlain: (node: number) => boolean, signal: AbortSignal): Promise<void> {
    const { packedBytes, sameAs } = this.#tree;
    for (let node = 0; node < this.#tree.count; node++)
      if (this.#isCandidate(node) && !staysPlain(node)) await this.#measure(node, signal);
    for (const [name, first] of sameAs) {
      const bytes = packedBytes.get(first);
      if (bytes !== undefined) packedBytes.set(name, bytes);
    }
  }

  /** Some bytes of a packed file as they stand in the image. */
  async read({ node, atByte, into }: Piece): Promise<void> {
    const starts = present(this.#starts.get(node));
    const head = atByte < present(starts[0]) ? this.#head(node, starts).subarray(atByte) : undefined;
    if (head) into.set(head.subarray(0, into.length));
    const from = Math.max(atByte, present(starts[0]));
    const end = atByte + into.length;
    const reading: Promise<void>[] = [];
    for (
      let index = blockAt(starts, from);
      index + 1 < starts.length && present(starts[index]) < end;
      index++
    )
      reading.push(this.#put(node, index, starts, atByte, into));
    await Promise.all(reading);
  }

  #isCandidate(node: number): boolean {
    const sizeBytes = this.#tree.sizeOf(node);
    const isMade = [...this.#tree.made.values()].includes(node);
    const isOne = this.#tree.isFile(node) && !this.#tree.sameAs.has(node) && !isMade;
    return isOne && sizeBytes > SECTOR_BYTES && sizeBytes <= MOST_ZISOFS_BYTES;
  }

  async #measure(node: number, signal: AbortSignal): Promise<void> {
    const sizeBytes = this.#tree.sizeOf(node);
    const sizes = await this.#blockSizes(node, zisofsBlocks(sizeBytes, BLOCK_LOG2), signal);
    const starts = new Float64Array(sizes.length + 1);
    starts[0] = zisofsTableEnd(sizeBytes, BLOCK_LOG2);
    sizes.forEach((bytes, i) => {
      starts[i + 1] = present(starts[i]) + bytes;
    });
    const packedBytes = present(starts.at(-1));
    if (packedBytes > MOST_ZISOFS_BYTES || sectorsFor(packedBytes) >= sectorsFor(sizeBytes)) return;
    this.#starts.set(node, starts);
    this.#tree.packedBytes.set(node, packedBytes);
  }

  async #blockSizes(node: number, blocks: number, signal: AbortSignal): Promise<BlockSizes> {
    const sizes = new Uint32Array(blocks);
    for (let first = 0; first < blocks; first += SIDE_BY_SIDE) {
      throwIfStopped(signal);
      const count = Math.min(SIDE_BY_SIDE, blocks - first);
      const packed = Array.from({ length: count }, (_, i) => this.#pack(node, first + i));
      (await Promise.all(packed)).forEach((bytes, i) => {
        sizes[first + i] = bytes.length;
      });
    }
    return sizes;
  }

  async #pack(node: number, index: number): Promise<Uint8Array> {
    const atByte = index * BLOCK_BYTES;
    const into = new Uint8Array(Math.min(BLOCK_BYTES, this.#tree.sizeOf(node) - atByte));
    await this.#source.read([{ node, atByte, into }]);
    return into.every((byte) => byte === 0) ? new Uint8Array() : pack(into, { level: LEVEL });
  }

  #head(node: number, starts: Float64Array): Uint8Array {
    const bytes = new Uint8Array(present(starts[0]));
    zisofsHeader.write(bytes, 0, {
      sizeBytes: this.#tree.sizeOf(node),
      headerWords: zisofsHeader.sizeBytes / 4,
      blockLog2: BLOCK_LOG2,
    });
    const pointers = new DataView(bytes.buffer, zisofsHeader.sizeBytes);
    starts.forEach((start, i) => void pointers.setUint32(i * POINTER_BYTES, start, true));
    return bytes;
  }

  async #put(
    node: number,
    index: number,
    starts: Float64Array,
    atByte: number,
    into: Uint8Array,
  ): Promise<void> {
    const start = present(starts[index]);
    const bytes = await this.#block(node, index, present(starts[index + 1]) - start);
    const from = Math.max(atByte, start);
    into.set(bytes.subarray(from - start, atByte + into.length - start), from - atByte);
  }

  /** The last block is kept: the next read mostly begins in it. */
  #block(node: number, index: number, plannedBytes: number): Promise<Uint8Array> {
    if (plannedBytes === 0) return Promise.resolve(new Uint8Array());
    if (this.#last?.node === node && this.#last.index === index) return this.#last.bytes;
    const bytes = this.#pack(node, index).then((packed) => {
      if (packed.length === plannedBytes) return packed;
      throw sourceChanged(this.#tree.pathOf(node), { reason: 'content' });
    });
    this.#last = { node, index, bytes };
    return bytes;
  }
}

/** The last block that begins at or before a byte; of several that do, the last. */
function blockAt(starts: Float64Array, atByte: number): number {
  return lastNotBehind(starts.length - 1, (block) => present(starts[block]) > atByte);
}

/** The contents of files as they stand in the image: some packed, the others as they are. */
export function storedContents(source: ContentSource, packed: PackedFiles): Pick<ContentSource, 'read'> {
  return {
    async read(pieces) {
      const plain = pieces.filter(({ node }) => !packed.has(node));
      const others = pieces.filter(({ node }) => packed.has(node));
      await Promise.all([
        plain.length > 0 ? source.read(plain) : undefined,
        ...others.map((piece) => packed.read(piece)),
      ]);
    },
  };
}
