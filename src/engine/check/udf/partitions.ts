import { le16, le32 } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { Place, Space } from './space.ts';
import { ALLOCATION, checkTag, tagIdentifier } from './tag.ts';

/** A run of blocks of a partition reference. */
export interface Run extends Place {
  readonly lengthBytes: number;
  /** Recorded, or only a hole. */
  readonly isRecorded: boolean;
}

const LENGTH = 0x3fffffff;
const CONTINUES = 3;
/** Entries may share descriptors: an image has room for so many, and each may be met a few times. */
const LEAST_DESCRIPTORS = 1 << 18;
const MOST_DESCRIPTORS = 1 << 26;
const TIMES_EACH = 4;
/** Of one file. */
const MOST_RUNS = 1 << 20;

/** Blocks of all partitions: reading them, and the runs of allocation descriptors. */
export class Partitions {
  readonly #view: ImageView;
  readonly #spaces: readonly (Space | undefined)[];
  readonly blockBytes: number;
  #descriptorsLeft: number;

  constructor(view: ImageView, spaces: readonly (Space | undefined)[], blockBytes: number) {
    this.#view = view;
    this.#spaces = spaces;
    this.blockBytes = blockBytes;
    this.#descriptorsLeft = Math.min(
      MOST_DESCRIPTORS,
      Math.max(LEAST_DESCRIPTORS, (TIMES_EACH * view.sizeBytes) / 8),
    );
  }

  /** Of the image; 0 for a block that is nowhere. */
  atByte({ partition, block }: Place): number {
    return this.#spaces[partition]?.atByte(block) ?? 0;
  }

  async block({ partition, block }: Place): Promise<Uint8Array | undefined> {
    const atByte = this.#spaces[partition]?.atByte(block);
    return atByte === undefined ? undefined : (await this.#view.bytes(atByte, this.blockBytes))?.slice();
  }

  /**
   * The runs of allocation descriptors (8 or 16 bytes each) with all blocks they continue in; short ones count in
   * `partition`. ECMA-167 4/12.1.
   */
  async runs(descriptors: Uint8Array, size: 8 | 16, partition: number, atByte: number): Promise<Run[]> {
    const runs: Run[] = [];
    const seen = new Set<string>();
    for (let area: Uint8Array | undefined = descriptors; area; ) {
      this.#descriptorsLeft -= area.length / size;
      if (this.#descriptorsLeft < 0 || runs.length > MOST_RUNS) {
        this.#view.tooLarge(atByte);
        break;
      }
      const next = take(area, size, partition, runs);
      if (!next) break;
      const key = `${next.partition} ${next.block}`;
      if (seen.has(key)) {
        this.#view.report('udf.extent.loop', atByte, { block: next.block });
        break;
      }
      seen.add(key);
      area = await this.#continued(next, atByte);
    }
    this.#check(runs, atByte);
    return runs;
  }

  async #continued(place: Place, atByte: number): Promise<Uint8Array | undefined> {
    const bytes = await this.block(place);
    if (!bytes || tagIdentifier(bytes) !== ALLOCATION) {
      this.#view.report('udf.extent', atByte, { block: place.block });
      return undefined;
    }
    checkTag(this.#view, bytes, { atByte: this.atByte(place), location: place.block });
    return bytes.subarray(24, Math.min(24 + le32(bytes, 20), this.blockBytes));
  }

  #check(runs: readonly Run[], atByte: number): void {
    runs.forEach(({ block, partition, lengthBytes, isRecorded }, i) => {
      const end = block + Math.ceil(lengthBytes / this.blockBytes);
      const lengthBlocks = this.#spaces[partition]?.lengthBlocks ?? 0;
      if (isRecorded && end > lengthBlocks)
        this.#view.report('udf.extent', atByte, { block, bytes: lengthBytes });
      if (i < runs.length - 1 && lengthBytes % this.blockBytes !== 0)
        this.#view.report('udf.extent', atByte, { bytes: lengthBytes });
    });
  }
}

/** Adds the runs of an area; returns where they go on. A length of zero ends them. */
function take(area: Uint8Array, size: 8 | 16, partition: number, runs: Run[]): Place | undefined {
  for (let at = 0; at + size <= area.length; at += size) {
    const word = le32(area, at);
    const lengthBytes = word & LENGTH;
    const kind = word >>> 30;
    const place = { block: le32(area, at + 4), partition: size === 16 ? le16(area, at + 8) : partition };
    if (lengthBytes === 0) return undefined;
    if (kind === CONTINUES) return place;
    runs.push({ ...place, lengthBytes, isRecorded: kind === 0 });
  }
  return undefined;
}
