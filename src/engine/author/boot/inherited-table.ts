import { type GptFacts, primaryTable, TABLE_BLOCKS } from '../../bytes/formats/gpt/table.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import {
  BLOCK_BYTES,
  chsOf,
  type MbrPartition,
  masterBootRecord,
  NO_PARTITION,
} from '../../bytes/formats/mbr/mbr.ts';
import type { Where } from '../layout/section.ts';
import type {
  BootPlan,
  InheritedMbrPartition,
  InheritedTable,
  LbaOf,
  PartitionEnd,
  PartitionStart,
} from './boot-plan.ts';
import { BLOCKS_PER_SECTOR, codeOf } from './partition-tables.ts';

/** The system area of an image whose table is that of its original: the same code and partitions in their new places. */
export function inheritedSystemArea(
  boot: BootPlan,
  like: InheritedTable,
  lbaOf: LbaOf,
  where: Where,
): Uint8Array {
  const bytes = new Uint8Array(FIRST_DESCRIPTOR_LBA * SECTOR_BYTES);
  bytes.set(like.behindCode, BLOCK_BYTES);
  const { diskId, unknown, mbr } = like;
  const partitions = mbr.map((partition) => mbrPartition(partition, lbaOf, where));
  const record = { bootCode: codeOf(boot.table.code, lbaOf, where), diskId, unknown, partitions };
  bytes.set(masterBootRecord.encode(record));
  const gpt = inheritedGpt(boot, lbaOf, where);
  if (gpt) bytes.set(primaryTable(gpt), BLOCK_BYTES);
  return bytes;
}

/** Heads and sectors of a track that hybrid images count in. */
const HEADS = 64;
const TRACK_SECTORS = 32;

function mbrPartition(
  partition: InheritedMbrPartition | undefined,
  lbaOf: LbaOf,
  where: Where,
): MbrPartition {
  if (!partition) return NO_PARTITION;
  const { bootIndicator, type } = partition;
  const { start, end } = blocksOf(partition, lbaOf, where, where('end') * BLOCKS_PER_SECTOR);
  return {
    bootIndicator,
    type,
    startChs: chsOf(start, HEADS, TRACK_SECTORS),
    endChs: chsOf(end - 1, HEADS, TRACK_SECTORS),
    startBlock: start,
    blocks: Math.min(end - start, 0xffffffff),
  };
}

/** The partitions of the original's GPT; undefined when it had none. */
export function inheritedGpt({ table }: BootPlan, lbaOf: LbaOf, where: Where): GptFacts | undefined {
  const gpt = table.like?.gpt;
  if (!gpt) return undefined;
  const diskBlocks = where('end') * BLOCKS_PER_SECTOR;
  const partitions = gpt.partitions.map(({ type, id, attributes, name, ...place }) => {
    const { start, end } = blocksOf(place, lbaOf, where, diskBlocks - TABLE_BLOCKS);
    return { type, id, attributes, name, firstBlock: start, lastBlock: end - 1 };
  });
  return { diskGuid: gpt.diskGuid, diskBlocks, partitions };
}

function blocksOf(
  { start, end }: { readonly start: PartitionStart; readonly end: PartitionEnd },
  lbaOf: LbaOf,
  where: Where,
  endBlock: number,
): { readonly start: number; readonly end: number } {
  const first = 'block' in start ? start.block : lbaOf(start.image, where) * BLOCKS_PER_SECTOR;
  if (end === 'end') return { start: first, end: endBlock };
  if ('before' in end) return { start: first, end: lbaOf(end.before, where) * BLOCKS_PER_SECTOR };
  return { start: first, end: Math.min(first + end.blocks, endBlock) };
}
