import { bytesOf, type ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import type { Failure } from '../../../contract/failure/failure.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import type { Damaged } from '../iso/damage.ts';
import { MOST_RUNS } from '../run-list.ts';
import type { ExtGeometry } from './geometry.ts';
import type { ExtInode } from './inodes.ts';

/** Blocks of a file system by their numbers, which are those of a file that is being looked for. */
export class ExtBlocks {
  readonly blockBytes: number;
  readonly damaged: Damaged;
  /** Blocks that lead to others: no file has more of them than there are. */
  readonly mostNodes: number;
  readonly #blocks: number;
  readonly #bytes: ReadAt;

  constructor({ blockBytes, blocks }: ExtGeometry, image: Readable, damaged: Damaged) {
    this.blockBytes = blockBytes;
    this.damaged = damaged;
    this.#blocks = blocks;
    this.mostNodes = Math.min(blocks, Math.ceil(image.sizeBytes / blockBytes));
    this.#bytes = bytesOf(image);
  }

  /** First byte of blocks that follow each other. @throws Failure `source-damaged` when there are no such */
  placeOf({ number: inode }: ExtInode, block: number, count: number): number {
    if (block === 0 || block + count > this.#blocks)
      throw this.damaged({ reason: 'ext-block', inode, block });
    return block * this.blockBytes;
  }

  /** @throws Failure `source-damaged` */
  async read(inode: ExtInode, block: number): Promise<Uint8Array> {
    const atByte = this.placeOf(inode, block, 1);
    const bytes = await this.#bytes(atByte, this.blockBytes);
    if (bytes.length === this.blockBytes) return bytes;
    throw this.damaged({ reason: 'ext-block', inode: inode.number, block }, atByte);
  }

  tooManyRuns(): Failure {
    return this.damaged({ reason: 'file-in-too-many-pieces', most: MOST_RUNS });
  }
}
