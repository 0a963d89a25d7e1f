import { u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { BLOCK_BYTES, blocksFor } from './block.ts';
import { ENTRY_ROOM_BYTES } from './file-entry.ts';
import { KIND_CONTINUES, shortAd } from './places.ts';
import { descriptorTag, sealTag, tagIds, writeUntagged } from './tag.ts';

/** Allocation Extent Descriptor: more allocation descriptors follow. ECMA-167 4/14.5. */
export const allocationExtent = struct('allocationExtent', 24, [
  field('tag', descriptorTag, '4/14.5.1'),
  field('previousBlock', u32le, '4/14.5.2'),
  field('allocationBytes', u32le, '4/14.5.3'),
]);

/** A length has 30 bits, and every run but the last is whole blocks. ECMA-167 4/14.14.1.1, 4/12.1. */
const RUN_BYTES = 0x3ffff800;
const RUN_BLOCKS = RUN_BYTES / BLOCK_BYTES;

const ENTRY_RUNS = Math.floor(ENTRY_ROOM_BYTES / shortAd.sizeBytes);
const EXTENT_RUNS = Math.floor((BLOCK_BYTES - allocationExtent.sizeBytes) / shortAd.sizeBytes);

/** How many runs content of this size has. */
export function runsFor(sizeBytes: number): number {
  return Math.ceil(sizeBytes / RUN_BYTES);
}

/** Blocks of allocation descriptors that a file of this size needs beside its entry (above 234 GiB). */
export function extraBlocksFor(sizeBytes: number): number {
  const runs = runsFor(sizeBytes);
  return runs <= ENTRY_RUNS ? 0 : Math.ceil((runs - (ENTRY_RUNS - 1) - 1) / (EXTENT_RUNS - 1));
}

/** The content of a file: one after the other from a block on. */
export interface Content {
  readonly firstBlock: number;
  readonly sizeBytes: number;
  /** First of `extraBlocksFor` blocks in a row. */
  readonly extraBlock: number;
}

/** Writes the runs that stand in the entry itself; returns their bytes. */
export function writeEntryRuns(bytes: Uint8Array, at: number, content: Content): number {
  const isAll = extraBlocksFor(content.sizeBytes) === 0;
  const count = isAll ? runsFor(content.sizeBytes) : ENTRY_RUNS - 1;
  return writeRuns(bytes, at, content, 0, count, isAll ? undefined : content.extraBlock);
}

/** Block `index` of the chain behind the entry. */
export function writeExtraBlock(bytes: Uint8Array, at: number, content: Content, index: number): void {
  const first = ENTRY_RUNS - 1 + index * (EXTENT_RUNS - 1);
  const left = runsFor(content.sizeBytes) - first;
  const isLast = index === extraBlocksFor(content.sizeBytes) - 1;
  const count = isLast ? left : EXTENT_RUNS - 1;
  const location = content.extraBlock + index;
  const runsAt = at + allocationExtent.sizeBytes;
  const allocationBytes = writeRuns(bytes, runsAt, content, first, count, isLast ? undefined : location + 1);
  writeUntagged(allocationExtent, bytes, at, { previousBlock: 0, allocationBytes });
  // The CRC covers the header alone or all of it: Linux and UDF 1.02 §2.3.10 want the header.
  sealTag(bytes, at, {
    identifier: tagIds.allocationExtent,
    location,
    lengthBytes: allocationExtent.sizeBytes,
  });
}

function writeRuns(
  bytes: Uint8Array,
  at: number,
  { firstBlock, sizeBytes }: Content,
  first: number,
  count: number,
  next: number | undefined,
): number {
  for (let i = 0; i < count; i++) {
    const run = first + i;
    const lengthAndKind = Math.min(RUN_BYTES, sizeBytes - run * RUN_BYTES);
    shortAd.write(bytes, at + i * shortAd.sizeBytes, { lengthAndKind, block: firstBlock + run * RUN_BLOCKS });
  }
  if (next === undefined) return count * shortAd.sizeBytes;
  shortAd.write(bytes, at + count * shortAd.sizeBytes, {
    lengthAndKind: KIND_CONTINUES + BLOCK_BYTES,
    block: next,
  });
  return (count + 1) * shortAd.sizeBytes;
}

/** Blocks that content occupies. ECMA-167 4/14.9.11. */
export const contentBlocks = blocksFor;
