import { le32, SECTOR } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { ALLOCATION, checkTag, tagIdentifier } from './tag.ts';

/** A run of blocks of the partition. */
export interface Run {
  readonly block: number;
  readonly lengthBytes: number;
  /** Recorded, or only a hole. */
  readonly isRecorded: boolean;
}

const LENGTH = 0x3fffffff;
const CONTINUES = 3;
const MOST_ALLOCATION_BLOCKS = 100_000;

/** Blocks of a partition: reading them, and the runs of allocation descriptors. */
export class Partition {
  readonly #view: ImageView;
  readonly startBlock: number;
  readonly lengthBlocks: number;

  constructor(view: ImageView, place: { readonly startBlock: number; readonly lengthBlocks: number }) {
    this.#view = view;
    this.startBlock = place.startBlock;
    this.lengthBlocks = place.lengthBlocks;
  }

  atByte(block: number): number {
    return (this.startBlock + block) * SECTOR;
  }

  async block(block: number): Promise<Uint8Array | undefined> {
    return block < this.lengthBlocks
      ? (await this.#view.bytes(this.atByte(block), SECTOR))?.slice()
      : undefined;
  }

  /** The runs of allocation descriptors (8 or 16 bytes each) with all blocks they continue in. ECMA-167 4/12.1. */
  async runs(descriptors: Uint8Array, size: 8 | 16, atByte: number): Promise<Run[]> {
    const runs: Run[] = [];
    const seen = new Set<number>();
    for (let area: Uint8Array | undefined = descriptors; area; ) {
      const next: number | undefined = take(area, size, runs);
      if (next === undefined) break;
      if (seen.has(next) || seen.size > MOST_ALLOCATION_BLOCKS) {
        this.#view.report('udf.extent.loop', atByte, `block ${next} again`);
        break;
      }
      seen.add(next);
      area = await this.#continued(next, atByte);
    }
    this.#check(runs, atByte);
    return runs;
  }

  async #continued(block: number, atByte: number): Promise<Uint8Array | undefined> {
    const bytes = await this.block(block);
    if (!bytes || tagIdentifier(bytes) !== ALLOCATION) {
      this.#view.report('udf.extent', atByte, `no allocation extent at block ${block}`);
      return undefined;
    }
    checkTag(this.#view, bytes, { atByte: this.atByte(block), location: block });
    return bytes.subarray(24, Math.min(24 + le32(bytes, 20), SECTOR));
  }

  #check(runs: readonly Run[], atByte: number): void {
    runs.forEach(({ block, lengthBytes, isRecorded }, i) => {
      const end = block + Math.ceil(lengthBytes / SECTOR);
      if (isRecorded && end > this.lengthBlocks)
        this.#view.report(
          'udf.extent',
          atByte,
          `block ${block}, ${lengthBytes} bytes, of ${this.lengthBlocks} blocks`,
        );
      if (i < runs.length - 1 && lengthBytes % SECTOR !== 0)
        this.#view.report('udf.extent', atByte, `${lengthBytes} bytes, and more follow`);
    });
  }
}

/** Adds the runs of an area; returns the block where they go on. A length of zero ends them. */
function take(area: Uint8Array, size: 8 | 16, runs: Run[]): number | undefined {
  for (let at = 0; at + size <= area.length; at += size) {
    const word = le32(area, at);
    const lengthBytes = word & LENGTH;
    const kind = word >>> 30;
    const block = le32(area, at + 4);
    if (lengthBytes === 0) return undefined;
    if (kind === CONTINUES) return block;
    runs.push({ block, lengthBytes, isRecorded: kind === 0 });
  }
  return undefined;
}
