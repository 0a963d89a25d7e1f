import { isDriverMap } from '../../bytes/formats/apple/marks.ts';
import type { GptEntry } from '../../bytes/formats/gpt/header.ts';
import { isUsed, TABLE_BLOCKS } from '../../bytes/formats/gpt/table.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import { BLOCK_BYTES, type MbrPartition, masterBootRecord } from '../../bytes/formats/mbr/mbr.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import { soundGpt } from '../../read/inspect/gpt.ts';

/** The first 32 KiB of an image that starts from a stick. */
export interface OriginalTable {
  readonly code: Uint8Array;
  readonly diskId: number;
  readonly unknown: number;
  readonly partitions: readonly MbrPartition[];
  readonly gpt?: { readonly diskGuid: string; readonly entries: readonly GptEntry[] } | undefined;
  /** Blocks 1 to 63 without tables. */
  readonly behindCode: Uint8Array;
  readonly hasAppleMap: boolean;
  /** The image is a whole number of mebibytes long. */
  readonly isAligned: boolean;
  /** Partitions behind the system area. */
  readonly places: readonly { readonly startBlock: number; readonly blocks: number }[];
}

export const SYSTEM_AREA_BLOCKS = (FIRST_DESCRIPTOR_LBA * SECTOR_BYTES) / BLOCK_BYTES;
const MEBIBYTE = 1 << 20;
const SMALLEST_IMAGE_BYTES = SYSTEM_AREA_BLOCKS * BLOCK_BYTES;

/** Undefined when there is neither code nor partition. UEFI 2.10 §5.2, §5.3. */
export async function originalTable(bytes: ReadAt, imageBytes: number): Promise<OriginalTable | undefined> {
  const area = await bytes(0, SMALLEST_IMAGE_BYTES);
  if (area.length < SMALLEST_IMAGE_BYTES || area[510] !== 0x55 || area[511] !== 0xaa) return undefined;
  const { bootCode, diskId, unknown, partitions } = masterBootRecord.decode(area, { onNote: () => {} });
  const found = await soundGpt(bytes, imageBytes);
  const gpt = found && { diskGuid: found.header.diskGuid, entries: found.entries.filter(isReal) };
  const { behindCode, hasAppleMap } = codeBehind(area);
  const code = isDriverMap(area) ? new Uint8Array(bootCode.length) : bootCode;
  const isEmpty = code.every((byte) => byte === 0) && partitions.every(({ blocks }) => blocks === 0);
  if (isEmpty && !gpt) return undefined;
  const all = [
    ...partitions.map(({ startBlock, blocks }) => ({ startBlock, blocks })),
    ...(gpt?.entries ?? []).map(({ firstBlock, lastBlock }) => ({
      startBlock: firstBlock,
      blocks: lastBlock - firstBlock + 1,
    })),
  ];
  return {
    code,
    diskId,
    unknown,
    partitions,
    gpt,
    behindCode,
    hasAppleMap,
    isAligned: imageBytes % MEBIBYTE === 0,
    places: all.filter(({ startBlock, blocks }) => startBlock > SYSTEM_AREA_BLOCKS && blocks > 0),
  };
}

/** Partitions that xorriso makes of the space between others are left out: they hold nothing. */
function isReal(entry: GptEntry): boolean {
  return isUsed(entry) && entry.firstBlock <= entry.lastBlock && !/^Gap\d*$/.test(entry.name);
}

/** Boot code may go on behind the first block; what tells old places there is taken away. */
function codeBehind(area: Uint8Array): { readonly behindCode: Uint8Array; readonly hasAppleMap: boolean } {
  const behindCode = area.slice(BLOCK_BYTES);
  const isAt = (at: number, text: string) =>
    String.fromCharCode(...area.subarray(at, at + text.length)) === text;
  let hasAppleMap = false;
  for (let at = BLOCK_BYTES; at < area.length; at += BLOCK_BYTES) {
    if (!isAt(at, 'PM')) continue;
    hasAppleMap = true;
    behindCode.fill(0, at - BLOCK_BYTES, at);
  }
  if (isAt(BLOCK_BYTES, 'EFI PART')) behindCode.fill(0, 0, TABLE_BLOCKS * BLOCK_BYTES);
  return { behindCode, hasAppleMap };
}
