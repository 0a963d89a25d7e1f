import { PASS_ON } from '../../bytes/formats/fat/boot-sector.ts';
import { GUID_BASIC_DATA } from '../../bytes/formats/gpt/guid.ts';
import {
  ATTRIBUTES_NONE,
  backupTable,
  FIRST_USABLE_BLOCK,
  type GptFacts,
  primaryTable,
  TABLE_BLOCKS,
} from '../../bytes/formats/gpt/table.ts';
import {
  ACTIVE,
  BLOCK_BYTES,
  chsOf,
  type MbrPartition,
  masterBootRecord,
  TYPE_FAT32_LBA,
  TYPE_GPT_PROTECTIVE,
} from '../../bytes/formats/mbr/mbr.ts';
import type { DiskIds } from '../boot/disk-ids.ts';

export type StickTableKind = 'mbr' | 'gpt';

/** The one volume begins at 1 MiB, where every tool puts it. */
export const VOLUME_BLOCK = 2048;
/** A number of blocks in an MBR has 32 bits. UEFI 2.10 §5.2.1. */
const MOST_MBR_BLOCKS = 0xffffffff;
/** At the end of a drive: the copy of a GPT, in whole pages, as files and some drives are written. */
const TAIL_BLOCKS = 40;
const BOOT_CODE_BYTES = 440;
/** 4 bytes for disk and partition each; a protective entry covers what it can say. UEFI 2.10 §5.2.3. */
const MOST_PROTECTED_BLOCKS = 0xffffffff;

/** What was asked for, else what counts every block of all drives. */
export function tableKindFor(
  asked: StickTableKind | undefined,
  capacitiesBytes: readonly number[],
): StickTableKind {
  return asked ?? (blocksOf(Math.max(...capacitiesBytes)) > MOST_MBR_BLOCKS ? 'gpt' : 'mbr');
}

/** Blocks of the volume on a drive, up to its end or its backup table; below 0 for a drive that has no room for one. */
export function volumeBlocksOn(capacityBytes: number, kind: StickTableKind): number {
  const blocks = blocksOf(capacityBytes);
  const end = kind === 'gpt' ? blocks - TAIL_BLOCKS : Math.min(blocks, MOST_MBR_BLOCKS);
  return end - VOLUME_BLOCK;
}

/** Partition table of a drive: its first blocks, and those at its end. */
export interface StickTable {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

export function stickTable(kind: StickTableKind, capacityBytes: number, ids: DiskIds): StickTable {
  const blocks = volumeBlocksOn(capacityBytes, kind);
  const head = new Uint8Array(FIRST_USABLE_BLOCK * BLOCK_BYTES);
  if (kind === 'mbr') {
    head.set(bootRecord(ids.mbrId, volumeRow(blocks)));
    return { head, tail: new Uint8Array() };
  }
  const facts = gptFacts(blocksOf(capacityBytes), blocks, ids);
  head.set(bootRecord(0, protectiveRow(facts.diskBlocks)));
  head.set(primaryTable(facts), BLOCK_BYTES);
  const tail = new Uint8Array(TAIL_BLOCKS * BLOCK_BYTES);
  tail.set(backupTable(facts), (TAIL_BLOCKS - TABLE_BLOCKS) * BLOCK_BYTES);
  return { head, tail };
}

function bootRecord(diskId: number, row: MbrPartition): Uint8Array {
  const bootCode = new Uint8Array(BOOT_CODE_BYTES);
  bootCode.set(PASS_ON);
  return masterBootRecord.encode({ bootCode, diskId, unknown: 0, partitions: [row] });
}

function volumeRow(blocks: number): MbrPartition {
  return {
    bootIndicator: ACTIVE,
    startChs: chsOf(VOLUME_BLOCK),
    type: TYPE_FAT32_LBA,
    endChs: chsOf(VOLUME_BLOCK + blocks - 1),
    startBlock: VOLUME_BLOCK,
    blocks,
  };
}

function protectiveRow(diskBlocks: number): MbrPartition {
  return {
    bootIndicator: 0,
    startChs: chsOf(1),
    type: TYPE_GPT_PROTECTIVE,
    endChs: chsOf(diskBlocks - 1),
    startBlock: 1,
    blocks: Math.min(diskBlocks - 1, MOST_PROTECTED_BLOCKS),
  };
}

/** Windows gives the volume a letter, which it does not for an EFI system partition. */
function gptFacts(diskBlocks: number, volumeBlocks: number, ids: DiskIds): GptFacts {
  const volume = {
    type: GUID_BASIC_DATA,
    id: ids.volumeGuid,
    firstBlock: VOLUME_BLOCK,
    lastBlock: VOLUME_BLOCK + volumeBlocks - 1,
    attributes: ATTRIBUTES_NONE,
    name: 'Files',
  };
  return { diskGuid: ids.diskGuid, diskBlocks, partitions: [volume] };
}

function blocksOf(capacityBytes: number): number {
  return Math.floor(capacityBytes / BLOCK_BYTES);
}
