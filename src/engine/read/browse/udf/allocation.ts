import { u16le, u32le } from '../../../bytes/codec/numbers.ts';
import { allocationExtent } from '../../../bytes/formats/udf/allocation.ts';
import type { Allocation } from '../../../bytes/formats/udf/read-entry.ts';
import { readTag } from '../../../bytes/formats/udf/read-tag.ts';
import { tagIds } from '../../../bytes/formats/udf/tag.ts';
import { present } from '../../../contract/failure/present.ts';
import type { ContentRun } from '../volume.ts';
import { Budget } from './budget.ts';
import type { Medium } from './medium.ts';
import type { Space } from './space.ts';

/** Allocation descriptors as they stand, and who counts their blocks. */
export interface Described {
  readonly allocation: Exclude<Allocation, 'embedded'>;
  readonly area: Uint8Array;
  /** Of the entry that has them: short descriptors have no reference of their own. */
  readonly partition: number;
  /** Of the content; what is described behind it is kept for later writing. ECMA-167 4/12.1. */
  readonly lengthBytes: number;
}

/** Bytes of a descriptor, and where its block and partition stand. ECMA-167 4/14.14. */
const FORMS = {
  short: { sizeBytes: 8, blockAt: 4, partitionAt: undefined },
  long: { sizeBytes: 16, blockAt: 4, partitionAt: 8 },
  extended: { sizeBytes: 20, blockAt: 12, partitionAt: 16 },
} as const;

const LENGTH_MASK = 0x3fffffff;
const RECORDED = 0;
const CONTINUES = 3;
/** More pieces than a file on any medium has. */
const MOST_RUNS = 1 << 20;

/** Runs of a file's content. Holds to what the image can hold, whatever the descriptors say. */
export class Allocations {
  readonly #medium: Medium;
  readonly #spaceOf: (partition: number) => Space;
  /** Entries may share descriptors and so multiply them: an image has only room for so many of its own. */
  readonly #budget: Budget;

  constructor(medium: Medium, spaceOf: (partition: number) => Space) {
    this.#medium = medium;
    this.#spaceOf = spaceOf;
    this.#budget = new Budget(medium, 'allocation-descriptors', FORMS.short.sizeBytes);
  }

  /** @throws Failure `source-damaged` */
  async runs(described: Described): Promise<ContentRun[]> {
    const collected = new Collected(this.#medium, described.lengthBytes);
    const seen = new Set<string>();
    for (let area: Uint8Array | undefined = described.area; area; ) {
      const next = this.#take(area, described, collected);
      if (!next) break;
      const key = `${next.partition} ${next.block}`;
      if (seen.has(key)) throw this.#medium.damaged('descriptors-in-circle');
      seen.add(key);
      area = await this.#continued(next);
    }
    return collected.whole();
  }

  /** Takes the descriptors of one area; returns where they go on. */
  #take(area: Uint8Array, { allocation, partition }: Described, collected: Collected): Next | undefined {
    const { sizeBytes, blockAt, partitionAt } = FORMS[allocation];
    this.#budget.spend(Math.floor(area.length / sizeBytes));
    for (let at = 0; at + sizeBytes <= area.length && !collected.isWhole; at += sizeBytes) {
      const lengthBytes = number32(area, at) & LENGTH_MASK;
      const kind = number32(area, at) >>> 30;
      const block = number32(area, at + blockAt);
      const reference = partitionAt === undefined ? partition : u16le.read(area, at + partitionAt, () => {});
      if (lengthBytes === 0) return undefined;
      if (kind === CONTINUES) return { block, partition: reference };
      if (allocation === 'extended' && number32(area, at + 4) !== number32(area, at + 8))
        throw this.#medium.damaged('extended-descriptors');
      const usedBytes = collected.take(lengthBytes, kind === RECORDED);
      if (kind === RECORDED) collected.add(this.#spaceOf(reference).locate(block, usedBytes));
      else collected.add([{ atByte: undefined, lengthBytes: usedBytes }]);
    }
    return undefined;
  }

  /** ECMA-167 4/14.5. */
  async #continued({ block, partition }: Next): Promise<Uint8Array> {
    const { atByte } = present(this.#spaceOf(partition).locate(block, this.#medium.blockBytes)[0]);
    const bytes = await this.#medium.bytes(atByte, this.#medium.blockBytes);
    if (!bytes || readTag(bytes)?.identifier !== tagIds.allocationExtent)
      throw this.#medium.damaged('extent-descriptor', atByte);
    const { allocationBytes } = allocationExtent.decode(bytes, { onNote: () => {} });
    return bytes.subarray(allocationExtent.sizeBytes, allocationExtent.sizeBytes + allocationBytes);
  }
}

interface Next {
  readonly block: number;
  readonly partition: number;
}

/** Runs so far, and how much of the content they hold. */
class Collected {
  readonly #medium: Medium;
  readonly #runs: ContentRun[] = [];
  #leftBytes: number;
  #recordedBytes = 0;

  constructor(medium: Medium, lengthBytes: number) {
    this.#medium = medium;
    this.#leftBytes = lengthBytes;
  }

  get isWhole(): boolean {
    return this.#leftBytes === 0;
  }

  /** How much of an extent belongs to the content. Before it is located: that may cost time for each block. */
  take(lengthBytes: number, isRecorded: boolean): number {
    const usedBytes = Math.min(lengthBytes, this.#leftBytes);
    if (isRecorded) this.#recordedBytes += usedBytes;
    if (this.#recordedBytes > this.#medium.image.sizeBytes)
      throw this.#medium.damaged('file-larger-than-image');
    if (usedBytes < this.#leftBytes && usedBytes % this.#medium.blockBytes !== 0)
      throw this.#medium.damaged('extent-inside-block');
    this.#leftBytes -= usedBytes;
    return usedBytes;
  }

  add(runs: readonly ContentRun[]): void {
    for (const run of runs) this.#runs.push(run);
    if (this.#runs.length > MOST_RUNS)
      throw this.#medium.damaged({ reason: 'too-many-extents', most: MOST_RUNS });
  }

  whole(): ContentRun[] {
    if (this.#leftBytes > 0) throw this.#medium.damaged('extents-too-short');
    return this.#runs;
  }
}

function number32(bytes: Uint8Array, at: number): number {
  return u32le.read(bytes, at, () => {});
}
