import { PASS_ON } from '../../bytes/formats/fat/boot-sector.ts';
import { GUID_BASIC_DATA, GUID_BIOS_BOOT, GUID_LINUX } from '../../bytes/formats/gpt/guid.ts';
import type { GptEntry } from '../../bytes/formats/gpt/header.ts';
import {
  ATTRIBUTES_NONE,
  backupTable,
  FIRST_USABLE_BLOCK,
  type GptFacts,
  primaryTable,
  TABLE_BLOCKS,
} from '../../bytes/formats/gpt/table.ts';
import { BOOT_CODE_BYTES } from '../../bytes/formats/grub/boot-image.ts';
import {
  ACTIVE,
  BLOCK_BYTES,
  chsOf,
  type MbrPartition,
  masterBootRecord,
  TYPE_FAT32_LBA,
  TYPE_GPT_PROTECTIVE,
  TYPE_LINUX,
} from '../../bytes/formats/mbr/mbr.ts';
import type { DiskIds } from '../boot/disk-ids.ts';

export type StickTableKind = 'mbr' | 'gpt';

/** What there is on a stick beside its volume of files. */
export interface StickLayout {
  readonly kind: StickTableKind;
  /** Boot code of the first sector. */
  readonly code?: Uint8Array | undefined;
  /** GRUB's core, before the volume: with a GPT in a partition of its own. */
  readonly core?: Uint8Array | undefined;
  /** Of a partition at the end of the drive, of the same size on all drives. */
  readonly secondBlocks?: number | undefined;
}

/** The one volume begins at 1 MiB, where every tool puts it. */
export const VOLUME_BLOCK = 2048;
/** A number of blocks in an MBR has 32 bits. UEFI 2.10 §5.2.1. */
const MOST_MBR_BLOCKS = 0xffffffff;
/** At the end of a drive: the copy of a GPT, in whole pages, as files and some drives are written. */
const TAIL_BLOCKS = 40;
/** Behind an MBR; behind a GPT, in whole pages. */
const CORE_BLOCK = { mbr: 1, gpt: 40 } as const;
/** Partitions begin at a MiB. */
const MIB_BLOCKS = 2048;
/** 4 bytes for disk and partition each; a protective entry covers what it can say. UEFI 2.10 §5.2.3. */
const MOST_PROTECTED_BLOCKS = 0xffffffff;

/** What was asked for, else what counts every block of all drives. */
export function tableKindFor(
  asked: StickTableKind | undefined,
  capacitiesBytes: readonly number[],
): StickTableKind {
  return asked ?? (blocksOf(Math.max(...capacitiesBytes)) > MOST_MBR_BLOCKS ? 'gpt' : 'mbr');
}

/** Where GRUB's core begins. */
export function coreBlockOn(kind: StickTableKind): number {
  return CORE_BLOCK[kind];
}

/** Blocks of the volume on a drive, up to what comes behind it; below 0 for a drive that has no room for one. */
export function volumeBlocksOn(capacityBytes: number, layout: StickLayout): number {
  return (secondBlockOn(capacityBytes, layout) ?? endBlockOn(capacityBytes, layout)) - VOLUME_BLOCK;
}

/** Where the second partition begins, if there is one. */
export function secondBlockOn(capacityBytes: number, layout: StickLayout): number | undefined {
  const { secondBlocks } = layout;
  if (secondBlocks === undefined) return undefined;
  return Math.floor((endBlockOn(capacityBytes, layout) - secondBlocks) / MIB_BLOCKS) * MIB_BLOCKS;
}

/** The end of the drive, or its backup table. */
function endBlockOn(capacityBytes: number, { kind }: StickLayout): number {
  const blocks = blocksOf(capacityBytes);
  return kind === 'gpt' ? blocks - TAIL_BLOCKS : Math.min(blocks, MOST_MBR_BLOCKS);
}

/** Partition table of a drive: its first blocks, and those at its end. */
export interface StickTable {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

export function stickTable(layout: StickLayout, capacityBytes: number, ids: DiskIds): StickTable {
  const parts = partsOn(capacityBytes, layout);
  if (layout.kind === 'mbr')
    return { head: bootRecord(layout, ids.mbrId, parts.map(tableRow)), tail: new Uint8Array() };
  const head = new Uint8Array(FIRST_USABLE_BLOCK * BLOCK_BYTES);
  const facts = gptFacts(blocksOf(capacityBytes), parts, layout, ids);
  head.set(bootRecord(layout, 0, [protectiveRow(facts.diskBlocks)]));
  head.set(primaryTable(facts), BLOCK_BYTES);
  const tail = new Uint8Array(TAIL_BLOCKS * BLOCK_BYTES);
  tail.set(backupTable(facts), (TAIL_BLOCKS - TABLE_BLOCKS) * BLOCK_BYTES);
  return { head, tail };
}

/** A partition, in the blocks of its drive. */
interface Part {
  readonly holds: 'files' | 'system';
  readonly startBlock: number;
  readonly blocks: number;
}

function partsOn(capacityBytes: number, layout: StickLayout): Part[] {
  const files = {
    holds: 'files',
    startBlock: VOLUME_BLOCK,
    blocks: volumeBlocksOn(capacityBytes, layout),
  } as const;
  const second = secondBlockOn(capacityBytes, layout);
  if (second === undefined) return [files];
  return [files, { holds: 'system', startBlock: second, blocks: layout.secondBlocks ?? 0 }];
}

function bootRecord({ code }: StickLayout, diskId: number, partitions: MbrPartition[]): Uint8Array {
  const bootCode = new Uint8Array(BOOT_CODE_BYTES);
  bootCode.set(code ?? PASS_ON);
  return masterBootRecord.encode({ bootCode, diskId, unknown: 0, partitions });
}

function tableRow({ holds, startBlock, blocks }: Part): MbrPartition {
  return {
    bootIndicator: holds === 'files' ? ACTIVE : 0,
    startChs: chsOf(startBlock),
    type: holds === 'files' ? TYPE_FAT32_LBA : TYPE_LINUX,
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
  { kind, core }: StickLayout,
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
  const coreBlock = coreBlockOn(kind);
  const bios = entry(GUID_BIOS_BOOT, espGuid, coreBlock, VOLUME_BLOCK - coreBlock, 'BIOS boot');
  return { diskGuid, diskBlocks, partitions: core ? [...partitions, bios] : partitions };
}

/** Another one, as surely the same each time. */
function guidBeside(guid: string, step: number): string {
  const last = (Number.parseInt(guid.slice(-4), 16) + step) % 0x10000;
  return guid.slice(0, -4) + last.toString(16).padStart(4, '0');
}

function blocksOf(capacityBytes: number): number {
  return Math.floor(capacityBytes / BLOCK_BYTES);
}
