import { PASS_ON } from '../../bytes/formats/fat/boot-sector.ts';
import { GUID_BASIC_DATA } from '../../bytes/formats/gpt/guid.ts';
import {
  ATTRIBUTES_NONE,
  backupTable,
  type GptFacts,
  primaryTable,
  tableBlocks,
} from '../../bytes/formats/gpt/table.ts';
import {
  ACTIVE,
  chsOf,
  type MbrPartition,
  masterBootRecord,
  TYPE_EXFAT,
  TYPE_FAT16_LBA,
  TYPE_FAT32_LBA,
  TYPE_GPT_PROTECTIVE,
} from '../../bytes/formats/mbr/mbr.ts';
import type { DiskIds } from '../boot/disk-ids.ts';
import type { VolumeKind } from '../volumes/plan-volume.ts';

export type StickTableKind = 'mbr' | 'gpt';

/** How a stick is parted. */
export interface StickParting {
  readonly kind: StickTableKind;
  /** The blocks that the drives count in. */
  readonly blockBytes: number;
  readonly volume: VolumeKind;
}

/** The one volume begins at 1 MiB, where every tool puts it. */
export const VOLUME_BYTE = 1 << 20;
/** A number of blocks in an MBR has 32 bits. UEFI 2.10 §5.2.1. */
const MOST_MBR_BLOCKS = 0xffffffff;
/** At the end of a drive: the copy of a GPT, in whole pages, as files and some drives are written. */
const TAIL_BYTES = 40 * 512;
const PAGE_BYTES = 4096;
const BOOT_CODE_BYTES = 440;
const RECORD_BYTES = 512;
/** 4 bytes for disk and partition each; a protective entry covers what it can say. UEFI 2.10 §5.2.3. */
const MOST_PROTECTED_BLOCKS = 0xffffffff;
const TYPES: { readonly [K in VolumeKind]: number } = {
  fat16: TYPE_FAT16_LBA,
  fat32: TYPE_FAT32_LBA,
  exfat: TYPE_EXFAT,
};

/** What was asked for, else what counts every block of all drives. */
export function tableKindFor(
  asked: StickTableKind | undefined,
  capacitiesBytes: readonly number[],
  blockBytes: number,
): StickTableKind {
  const most = Math.floor(Math.max(...capacitiesBytes) / blockBytes);
  return asked ?? (most > MOST_MBR_BLOCKS ? 'gpt' : 'mbr');
}

/** Bytes of the volume on a drive, up to its end or its backup table; below 0 for a drive that has no room for one. */
export function volumeBytesOn(
  capacityBytes: number,
  { kind, blockBytes }: Omit<StickParting, 'volume'>,
): number {
  const blocks = Math.floor(capacityBytes / blockBytes);
  const end =
    kind === 'gpt' ? blocks - tailBytes(blockBytes) / blockBytes : Math.min(blocks, MOST_MBR_BLOCKS);
  return end * blockBytes - VOLUME_BYTE;
}

function tailBytes(blockBytes: number): number {
  return Math.max(TAIL_BYTES, Math.ceil((tableBlocks(blockBytes) * blockBytes) / PAGE_BYTES) * PAGE_BYTES);
}

/** Partition table of a drive: its first blocks, and those at its end. */
export interface StickTable {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

export function stickTable(parting: StickParting, capacityBytes: number, ids: DiskIds): StickTable {
  const { kind, blockBytes } = parting;
  const blocks = volumeBytesOn(capacityBytes, parting) / blockBytes;
  const head = new Uint8Array((1 + tableBlocks(blockBytes)) * blockBytes);
  if (kind === 'mbr') {
    head.set(bootRecord(ids.mbrId, volumeRow(blocks, parting)));
    return { head, tail: new Uint8Array() };
  }
  const facts = gptFacts(Math.floor(capacityBytes / blockBytes), blocks, blockBytes, ids);
  head.set(bootRecord(0, protectiveRow(facts.diskBlocks)));
  head.set(primaryTable(facts), blockBytes);
  const tail = new Uint8Array(tailBytes(blockBytes));
  const backup = backupTable(facts);
  tail.set(backup, tail.length - backup.length);
  return { head, tail };
}

function bootRecord(diskId: number, row: MbrPartition): Uint8Array {
  const bootCode = new Uint8Array(BOOT_CODE_BYTES);
  bootCode.set(PASS_ON);
  const record = masterBootRecord.encode({ bootCode, diskId, unknown: 0, partitions: [row] });
  return record.subarray(0, RECORD_BYTES);
}

function volumeRow(blocks: number, { volume, blockBytes }: StickParting): MbrPartition {
  const startBlock = VOLUME_BYTE / blockBytes;
  return {
    bootIndicator: ACTIVE,
    startChs: chsOf(startBlock),
    type: TYPES[volume],
    endChs: chsOf(startBlock + blocks - 1),
    startBlock,
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
function gptFacts(diskBlocks: number, volumeBlocks: number, blockBytes: number, ids: DiskIds): GptFacts {
  const firstBlock = VOLUME_BYTE / blockBytes;
  const volume = {
    type: GUID_BASIC_DATA,
    id: ids.volumeGuid,
    firstBlock,
    lastBlock: firstBlock + volumeBlocks - 1,
    attributes: ATTRIBUTES_NONE,
    name: 'Files',
  };
  return { diskGuid: ids.diskGuid, diskBlocks, blockBytes, partitions: [volume] };
}
