import { GUID_BASIC_DATA, GUID_EFI_SYSTEM } from '../../bytes/formats/gpt/guid.ts';
import { ATTRIBUTES_NONE, ATTRIBUTES_QUIET, type GptFacts } from '../../bytes/formats/gpt/table.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import { LOADER_BLOCK_AT_BYTE, loaderBlock, loaderBlockOf } from '../../bytes/formats/mbr/boot-code.ts';
import {
  ACTIVE,
  BLOCK_BYTES,
  chsOf,
  type MbrPartition,
  masterBootRecord,
  NO_PARTITION,
  TYPE_GPT_PROTECTIVE,
  TYPE_HIDDEN,
  TYPE_ISO9660,
} from '../../bytes/formats/mbr/mbr.ts';
import type { Where } from '../layout/section.ts';
import type { BootPlan, HybridCode, LbaOf } from './boot-plan.ts';
import type { DiskIds } from './disk-ids.ts';

export const BLOCKS_PER_SECTOR = SECTOR_BYTES / BLOCK_BYTES;

/** The master boot record of an image that also starts from a stick. */
export function masterBootRecordOf(boot: BootPlan, ids: DiskIds, lbaOf: LbaOf, where: Where): Uint8Array {
  const { table } = boot;
  const blocks = where('end') * BLOCKS_PER_SECTOR;
  return masterBootRecord.encode({
    bootCode: codeOf(table.code, lbaOf, where),
    diskId: table.kind === 'gpt' ? 0 : ids.mbrId,
    unknown: 0,
    partitions: table.kind === 'gpt' ? protective(blocks, table.code) : [wholeDisk(blocks, table.code)],
  });
}

/** The code of the first sector, told where the boot image is that it starts. */
export function codeOf(code: HybridCode | undefined, lbaOf: LbaOf, where: Where): Uint8Array {
  const bytes = new Uint8Array(440);
  if (!code) return bytes;
  bytes.set(code.bytes.subarray(0, bytes.length));
  if (!code.style) return bytes;
  const block = loaderBlockOf(code.style, lbaOf(code.image, where));
  loaderBlock.write(bytes, LOADER_BLOCK_AT_BYTE, { block });
  return bytes;
}

/**
 * UEFI 2.10 §5.2.3. Some BIOSes start only a disk with an active partition: a record of no type beside the
 * protective one is active for them, and no partition for the rest.
 */
function protective(blocks: number, code: HybridCode | undefined): MbrPartition[] {
  const whole: MbrPartition = {
    bootIndicator: 0,
    startChs: Uint8Array.of(0, 2, 0),
    type: TYPE_GPT_PROTECTIVE,
    endChs: chsOf(blocks - 1),
    startBlock: 1,
    blocks: Math.min(blocks - 1, 0xffffffff),
  };
  return code ? [whole, { ...NO_PARTITION, bootIndicator: ACTIVE, blocks: 1 }] : [whole];
}

/** One active partition over all, as isolinux' and GRUB's own hybrid images have it. */
function wholeDisk(blocks: number, code: HybridCode | undefined): MbrPartition {
  const isGrub = code?.style === 'grub';
  const startBlock = isGrub ? 1 : 0;
  return {
    bootIndicator: ACTIVE,
    startChs: chsOf(startBlock, 64, 32),
    type: isGrub ? TYPE_ISO9660 : TYPE_HIDDEN,
    endChs: chsOf(blocks - 1, 64, 32),
    startBlock,
    blocks: Math.min(blocks - startBlock, 0xffffffff),
  };
}

/** Two partitions: the volume without its first 32 KiB, and the EFI system partition. */
export function gptFacts(esp: EspPlace, ids: DiskIds, where: Where): GptFacts {
  const firstBlock = FIRST_DESCRIPTOR_LBA * BLOCKS_PER_SECTOR;
  const espBlock = esp.lba * BLOCKS_PER_SECTOR;
  return {
    diskGuid: ids.diskGuid,
    diskBlocks: where('end') * BLOCKS_PER_SECTOR,
    partitions: [
      {
        type: GUID_BASIC_DATA,
        id: ids.volumeGuid,
        firstBlock,
        lastBlock: espBlock - 1,
        attributes: ATTRIBUTES_QUIET,
        name: 'ISO9660',
      },
      {
        type: GUID_EFI_SYSTEM,
        id: ids.espGuid,
        firstBlock: espBlock,
        lastBlock: espBlock + Math.ceil(esp.sizeBytes / BLOCK_BYTES) - 1,
        attributes: ATTRIBUTES_NONE,
        name: 'EFI boot partition',
      },
    ],
  };
}

export interface EspPlace {
  readonly lba: number;
  readonly sizeBytes: number;
}
