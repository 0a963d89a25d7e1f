import { u32le } from '../../../bytes/codec/numbers.ts';
import { partition } from '../../../bytes/formats/udf/partition.ts';
import { readTag } from '../../../bytes/formats/udf/read-tag.ts';
import { tagIds } from '../../../bytes/formats/udf/tag.ts';
import type { Medium } from './medium.ts';
import type { SequencePlace } from './recognise.ts';

/** The descriptors of a sequence that prevail. */
export interface VolumeDescriptors {
  /** Logical volume descriptor, whole: its maps may need more than a sector's worth of fields. */
  readonly logicalVolume: Uint8Array;
  /** By partition number. */
  readonly partitions: ReadonlyMap<number, PartitionPlace>;
}

/** Where a partition lies on the medium. */
export interface PartitionPlace {
  readonly startBlock: number;
  readonly lengthBlocks: number;
}

const POINTER = 3;
const MOST_DESCRIPTORS = 1024;
const MOST_EXTENTS = 16;
const SEQUENCE_NUMBER_AT = 16;

/** The first sequence that has what is needed. ECMA-167 3/8.4.1, 3/8.4.2. */
export async function readDescriptors(
  medium: Medium,
  sequences: readonly SequencePlace[],
): Promise<VolumeDescriptors | undefined> {
  for (const place of sequences) {
    const found = new Sequence();
    await found.read(medium, place);
    const descriptors = found.descriptors();
    if (descriptors) return descriptors;
  }
  return undefined;
}

/** Collects descriptors; the one with the highest sequence number prevails. ECMA-167 3/8.4.3. */
class Sequence {
  #logicalVolume: Uint8Array | undefined;
  readonly #partitions = new Map<number, Uint8Array>();
  #left = MOST_DESCRIPTORS;

  /** A pointer leads to the next extent; no more of them than any volume has. ECMA-167 3/10.3. */
  async read(medium: Medium, place: SequencePlace): Promise<void> {
    let next: SequencePlace | undefined = place;
    for (let extents = 0; next && extents < MOST_EXTENTS; extents++) next = await this.#extent(medium, next);
  }

  descriptors(): VolumeDescriptors | undefined {
    if (!this.#logicalVolume || this.#partitions.size === 0) return undefined;
    const partitions = [...this.#partitions].map(([number, bytes]) => {
      const { startBlock, lengthBlocks } = partition.decode(bytes, { onNote: () => {} });
      return [number, { startBlock, lengthBlocks }] as const;
    });
    return { logicalVolume: this.#logicalVolume, partitions: new Map(partitions) };
  }

  async #extent(medium: Medium, { block, lengthBytes }: SequencePlace): Promise<SequencePlace | undefined> {
    const end = block + Math.floor(lengthBytes / medium.blockBytes);
    for (let at = block; at < end && this.#left-- > 0; at++) {
      const bytes = await medium.block(at);
      const identifier = bytes && readTag(bytes)?.identifier;
      if (!bytes || identifier === undefined || identifier === tagIds.terminating) return undefined;
      if (identifier === POINTER) return { lengthBytes: number32(bytes, 20), block: number32(bytes, 24) };
      this.#take(identifier, bytes);
    }
    return undefined;
  }

  #take(identifier: number, bytes: Uint8Array): void {
    if (identifier === tagIds.logicalVolume && prevails(bytes, this.#logicalVolume))
      this.#logicalVolume = bytes;
    if (identifier !== tagIds.partition || bytes.length < partition.sizeBytes) return;
    const { number } = partition.decode(bytes, { onNote: () => {} });
    if (prevails(bytes, this.#partitions.get(number))) this.#partitions.set(number, bytes);
  }
}

function prevails(bytes: Uint8Array, over: Uint8Array | undefined): boolean {
  return !over || number32(bytes, SEQUENCE_NUMBER_AT) >= number32(over, SEQUENCE_NUMBER_AT);
}

function number32(bytes: Uint8Array, at: number): number {
  return u32le.read(bytes, at, () => {});
}
