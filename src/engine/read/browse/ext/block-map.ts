import { le32 } from '../../../bytes/codec/little.ts';
import { BLOCK_FIELD_BYTES } from '../../../bytes/formats/ext/inode.ts';
import type { RunList } from '../run-list.ts';
import type { ExtBlocks } from './blocks.ts';
import type { ExtInode } from './inodes.ts';

const NUMBER_BYTES = 4;
/** The first twelve numbers are those of blocks; the others lead to blocks of numbers, once, twice and three times. */
const DIRECT_BYTES = 12 * NUMBER_BYTES;

/**
 * The blocks of a file as ext2 and ext3 number them. Kernel documentation, "Direct/Indirect Block Addressing".
 *
 * @throws Failure `source-damaged`
 */
export async function addBlocks(blocks: ExtBlocks, inode: ExtInode, list: RunList): Promise<void> {
  const walk = new BlockWalk(blocks, inode, list);
  await walk.numbers(inode.block.subarray(0, DIRECT_BYTES), 0);
  for (let level = 1, at = DIRECT_BYTES; at < BLOCK_FIELD_BYTES; level++, at += NUMBER_BYTES)
    await walk.numbers(inode.block.subarray(at, at + NUMBER_BYTES), level);
}

class BlockWalk {
  readonly #blocks: ExtBlocks;
  readonly #inode: ExtInode;
  readonly #list: RunList;
  #fileBlock = 0;
  #nodes = 0;

  constructor(blocks: ExtBlocks, inode: ExtInode, list: RunList) {
    this.#blocks = blocks;
    this.#inode = inode;
    this.#list = list;
  }

  /** @param level how many blocks of numbers lead from each number to the bytes */
  async numbers(bytes: Uint8Array, level: number): Promise<void> {
    const { blockBytes, mostNodes } = this.#blocks;
    const span = (blockBytes / NUMBER_BYTES) ** level;
    for (let at = 0; at < bytes.length && this.#isInside(); at += NUMBER_BYTES) {
      const number = le32(bytes, at);
      if (number === 0) this.#fileBlock += span;
      else if (level === 0) this.#data(number);
      else {
        if (++this.#nodes > mostNodes) throw this.#broken();
        await this.numbers(await this.#blocks.read(this.#inode, number), level - 1);
      }
    }
  }

  #isInside(): boolean {
    return this.#fileBlock * this.#blocks.blockBytes < this.#inode.sizeBytes;
  }

  #data(number: number): void {
    const { blockBytes } = this.#blocks;
    const atByte = this.#blocks.placeOf(this.#inode, number, 1);
    if (!this.#list.add(this.#fileBlock * blockBytes, blockBytes, atByte)) throw this.#blocks.tooManyRuns();
    this.#fileBlock++;
  }

  #broken() {
    return this.#blocks.damaged({ reason: 'ext-extents', inode: this.#inode.number });
  }
}
