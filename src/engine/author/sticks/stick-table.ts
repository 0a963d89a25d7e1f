import { PASS_ON } from '../../bytes/formats/fat/boot-sector.ts';
import { GUID_BASIC_DATA, GUID_BIOS_BOOT, GUID_LINUX } from '../../bytes/formats/gpt/guid.ts';
import type { GptEntry } from '../../bytes/formats/gpt/header.ts';
import {
  ATTRIBUTES_NONE,
  backupTable,
  type GptFacts,
  primaryTable,
  tableBlocks,
} from '../../bytes/formats/gpt/table.ts';
import { BOOT_CODE_BYTES } from '../../bytes/formats/grub/boot-image.ts';
import {
  ACTIVE,
  BLOCK_BYTES,
  chsOf,
  type MbrPartition,
  masterBootRecord,
  TYPE_EXFAT,
  TYPE_FAT16_LBA,
  TYPE_FAT32_LBA,
  TYPE_GPT_PROTECTIVE,
  TYPE_LINUX,
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
  /** Of the partition of files, in whole blocks; absent: all that the drive has. */
  readonly filesBytes?: number | undefined;
}

/** What there is on a stick beside its volume of files. */
export interface StickLayout extends StickParting {
  /** Boot code of the first sector. */
  readonly code?: Uint8Array | undefined;
  /** GRUB's core, before the volume: with a GPT in a partition of its own. */
  readonly core?: Uint8Array | undefined;
  /** Of a partition behind it, of the same size on all drives: at their end, or where files of a size that was asked for end. */
  readonly secondBytes?: number | undefined;
}

const MIB = 1 << 20;
/** The volume of files begins at 1 MiB, where every tool puts it. */
export const VOLUME_BYTE = MIB;
/** A number of blocks in an MBR has 32 bits. UEFI 2.10 §5.2.1. */
const MOST_MBR_BLOCKS = 0xffffffff;
/** At the end of a drive: the copy of a GPT, in whole pages, as files and some drives are written. */
const TAIL_BYTES = 40 * 512;
const PAGE_BYTES = 4096;
/** Behind an MBR; behind a GPT, in whole pages. */
const CORE_BYTE = { mbr: BLOCK_BYTES, gpt: 40 * BLOCK_BYTES } as const;
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

/** Where GRUB's core begins. */
export function coreByteOn(kind: StickTableKind): number {
  return CORE_BYTE[kind];
}

/** Bytes of the volume on a drive: those asked for, else up to what comes behind it; below 0 for a drive that has no room for one. */
export function volumeBytesOn(capacityBytes: number, layout: StickRoom): number {
  if (layout.filesBytes !== undefined) return layout.filesBytes;
  return (secondByteOn(capacityBytes, layout) ?? endByteOn(capacityBytes, layout)) - VOLUME_BYTE;
}

/** What decides how much room there is. */
export type StickRoom = Pick<StickLayout, 'kind' | 'blockBytes' | 'secondBytes' | 'filesBytes'>;

/** Where the second partition begins, if there is one. */
export function secondByteOn(capacityBytes: number, layout: StickRoom): number | undefined {
  const { secondBytes, filesBytes } = layout;
  if (secondBytes === undefined) return undefined;
  if (filesBytes !== undefined) return Math.ceil((VOLUME_BYTE + filesBytes) / MIB) * MIB;
  return Math.floor((endByteOn(capacityBytes, layout) - secondBytes) / MIB) * MIB;
}

/** The smallest drive that has room for partitions whose sizes were asked for, and for the copy of its table. */
export function askedDriveBytes(layout: StickRoom & { readonly filesBytes: number }): number {
  const { kind, blockBytes, filesBytes, secondBytes = 0 } = layout;
  const startByte = secondByteOn(0, layout) ?? VOLUME_BYTE + filesBytes;
  return startByte + secondBytes + (kind === 'gpt' ? tailBytes(blockBytes) : 0);
}

/** The end of the drive, or its backup table. */
function endByteOn(capacityBytes: number, { kind, blockBytes }: StickRoom): number {
  const blocks = Math.floor(capacityBytes / blockBytes);
  return kind === 'gpt'
    ? blocks * blockBytes - tailBytes(blockBytes)
    : Math.min(blocks, MOST_MBR_BLOCKS) * blockBytes;
}

function tailBytes(blockBytes: number): number {
  return Math.max(TAIL_BYTES, Math.ceil((tableBlocks(blockBytes) * blockBytes) / PAGE_BYTES) * PAGE_BYTES);
}

/** Partition table of a drive: its first blocks, and those at its end. */
export interface StickTable {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

export function stickTable(layout: StickLayout, capacityBytes: number, ids: DiskIds): StickTable {
  const { kind, blockBytes } = layout;
  const parts = partsOn(capacityBytes, layout);
  if (kind === 'mbr') {
    const rows = parts.map((part) => tableRow(part, layout));
    return { head: bootRecord(layout, ids.mbrId, rows), tail: new Uint8Array() };
  }
  const head = new Uint8Array((1 + tableBlocks(blockBytes)) * blockBytes);
  const facts = gptFacts(Math.floor(capacityBytes / blockBytes), parts, layout, ids);
  head.set(bootRecord(layout, 0, [protectiveRow(facts.diskBlocks)]));
  head.set(primaryTable(facts), blockBytes);
  const tail = new Uint8Array(tailBytes(blockBytes));
  const backup = backupTable(facts);
  tail.set(backup, tail.length - backup.length);
  return { head, tail };
}

/** A partition, in the blocks of its drive. */
interface Part {
  readonly holds: 'files' | 'system';
  readonly startBlock: number;
  readonly blocks: number;
}

function partsOn(capacityBytes: number, layout: StickLayout): Part[] {
  const { blockBytes, secondBytes = 0 } = layout;
  const part = (holds: Part['holds'], atByte: number, bytes: number): Part => ({
    holds,
    startBlock: atByte / blockBytes,
    blocks: bytes / blockBytes,
  });
  const files = part('files', VOLUME_BYTE, volumeBytesOn(capacityBytes, layout));
  const second = secondByteOn(capacityBytes, layout);
  return second === undefined ? [files] : [files, part('system', second, secondBytes)];
}

function bootRecord({ code }: StickLayout, diskId: number, partitions: MbrPartition[]): Uint8Array {
  const bootCode = new Uint8Array(BOOT_CODE_BYTES);
  bootCode.set(code ?? PASS_ON);
  return masterBootRecord.encode({ bootCode, diskId, unknown: 0, partitions });
}

function tableRow({ holds, startBlock, blocks }: Part, { volume }: StickLayout): MbrPartition {
  return {
    bootIndicator: holds === 'files' ? ACTIVE : 0,
    startChs: chsOf(startBlock),
    type: holds === 'files' ? TYPES[volume] : TYPE_LINUX,
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
function gptFacts(
  diskBlocks: number,
  parts: readonly Part[],
  { kind, core, blockBytes }: StickLayout,
  { diskGuid, volumeGuid, espGuid }: DiskIds,
): GptFacts {
  const entry = (type: string, id: string, startBlock: number, blocks: number, name: string): GptEntry => ({
    type,
    id,
    firstBlock: startBlock,
    lastBlock: startBlock + blocks - 1,
    attributes: ATTRIBUTES_NONE,
    name,
  });
  const partitions = parts.map(({ holds, startBlock, blocks }) =>
    holds === 'files'
      ? entry(GUID_BASIC_DATA, volumeGuid, startBlock, blocks, 'Files')
      : entry(GUID_LINUX, guidBeside(volumeGuid, 1), startBlock, blocks, 'Persistence'),
  );
  const coreBlock = coreByteOn(kind) / blockBytes;
  const coreBlocks = VOLUME_BYTE / blockBytes - coreBlock;
  const bios = entry(GUID_BIOS_BOOT, espGuid, coreBlock, coreBlocks, 'BIOS boot');
  return { diskGuid, diskBlocks, blockBytes, partitions: core ? [...partitions, bios] : partitions };
}

/** Another one, as surely the same each time. */
function guidBeside(guid: string, step: number): string {
  const last = (Number.parseInt(guid.slice(-4), 16) + step) % 0x10000;
  return guid.slice(0, -4) + last.toString(16).padStart(4, '0');
}
