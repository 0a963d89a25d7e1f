import { le16, le32 } from '../../../bytes/codec/little.ts';
import {
  DEEPEST_EXTENTS,
  EXTENT_BYTES,
  EXTENT_MAGIC,
  headerAt,
  indexAt,
  leafAt,
  MOST_WRITTEN_BLOCKS,
} from '../../../bytes/formats/ext/extent.ts';
import type { RunList } from '../run-list.ts';
import type { ExtBlocks } from './blocks.ts';
import type { ExtInode } from './inodes.ts';

/**
 * The extents of a file in order. Each begins behind the one before, and the tree has no more nodes than the file system has
 * blocks: a hostile one ends.
 *
 * @throws Failure `source-damaged`
 */
export async function addExtents(blocks: ExtBlocks, inode: ExtInode, list: RunList): Promise<void> {
  const walk = new ExtentWalk(blocks, inode, list);
  await walk.node(inode.block, DEEPEST_EXTENTS);
}

class ExtentWalk {
  readonly #blocks: ExtBlocks;
  readonly #inode: ExtInode;
  readonly #list: RunList;
  #nextBlock = 0;
  #nodes = 0;

  constructor(blocks: ExtBlocks, inode: ExtInode, list: RunList) {
    this.#blocks = blocks;
    this.#inode = inode;
    this.#list = list;
  }

  async node(bytes: Uint8Array, mostDepth: number): Promise<void> {
    const entries = le16(bytes, headerAt.entries);
    const depth = le16(bytes, headerAt.depth);
    const isNode = le16(bytes, headerAt.magic) === EXTENT_MAGIC && depth <= mostDepth;
    if (!isNode || (entries + 1) * EXTENT_BYTES > bytes.length || ++this.#nodes > this.#blocks.mostNodes)
      throw this.#broken();
    for (let at = EXTENT_BYTES; at <= entries * EXTENT_BYTES; at += EXTENT_BYTES) {
      if (depth === 0) this.#leaf(bytes, at);
      else await this.#child(bytes, at, depth);
    }
  }

  async #child(bytes: Uint8Array, at: number, depth: number): Promise<void> {
    const block = le32(bytes, at + indexAt.nodeLow) + le16(bytes, at + indexAt.nodeHigh) * 2 ** 32;
    const child = await this.#blocks.read(this.#inode, block);
    if (le16(child, headerAt.depth) !== depth - 1) throw this.#broken();
    await this.node(child, depth - 1);
  }

  #leaf(bytes: Uint8Array, at: number): void {
    const fileBlock = le32(bytes, at + leafAt.fileBlock);
    const stored = le16(bytes, at + leafAt.blocks);
    const isWritten = stored <= MOST_WRITTEN_BLOCKS;
    const blocks = isWritten ? stored : stored - MOST_WRITTEN_BLOCKS;
    if (fileBlock < this.#nextBlock || blocks === 0) throw this.#broken();
    this.#nextBlock = fileBlock + blocks;
    const start = le32(bytes, at + leafAt.startLow) + le16(bytes, at + leafAt.startHigh) * 2 ** 32;
    const { blockBytes } = this.#blocks;
    const atByte = this.#blocks.placeOf(this.#inode, start, blocks);
    if (!this.#list.add(fileBlock * blockBytes, blocks * blockBytes, isWritten ? atByte : undefined))
      throw this.#blocks.tooManyRuns();
  }

  #broken() {
    return this.#blocks.damaged({ reason: 'ext-extents', inode: this.#inode.number });
  }
}
