import { crc32 } from '../../codec/crc32.ts';
import { joined } from '../../codec/joined.ts';
import { BLOCK_BYTES } from '../mbr/mbr.ts';
import { GUID_NONE } from './guid.ts';
import { type GptEntry, gptEntry, gptHeader } from './header.ts';

/** The least that an array of entries may have is 16 KiB. UEFI 2.10 §5.3.1. */
export const ENTRY_COUNT = 128;
export const ARRAY_BLOCKS = (ENTRY_COUNT * gptEntry.sizeBytes) / BLOCK_BYTES;
/** Header and array of one copy. */
export const TABLE_BLOCKS = 1 + ARRAY_BLOCKS;
export const PRIMARY_HEADER_BLOCK = 1;
export const FIRST_USABLE_BLOCK = PRIMARY_HEADER_BLOCK + TABLE_BLOCKS;

const ARRAY_BYTES = ENTRY_COUNT * gptEntry.sizeBytes;

/** Blocks of header and array of one copy, where blocks have another size. */
export function tableBlocks(blockBytes = BLOCK_BYTES): number {
  return 1 + ARRAY_BYTES / blockBytes;
}

export interface GptFacts {
  readonly diskGuid: string;
  /** Bytes of a block; absent: 512. */
  readonly blockBytes?: number;
  readonly diskBlocks: number;
  readonly partitions: readonly GptEntry[];
}

/** Read-only, no letter of its own on Windows: bits 60 and 63 of a basic data partition. */
export const ATTRIBUTES_QUIET = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x90);
export const ATTRIBUTES_NONE = new Uint8Array(8);

/** The first copy: header in block 1, array behind it. UEFI 2.10 §5.3.1. */
export function primaryTable(facts: GptFacts): Uint8Array {
  const array = arrayOf(facts.partitions);
  return joined([header(facts, array, PRIMARY_HEADER_BLOCK), array]);
}

/** The second copy: the header is the disk's last block, the array before it. */
export function backupTable(facts: GptFacts): Uint8Array {
  const array = arrayOf(facts.partitions);
  return joined([array, header(facts, array, facts.diskBlocks - 1)]);
}

function header(
  { diskGuid, diskBlocks, blockBytes = BLOCK_BYTES }: GptFacts,
  array: Uint8Array,
  ownBlock: number,
): Uint8Array {
  const blocks = tableBlocks(blockBytes);
  const isPrimary = ownBlock === PRIMARY_HEADER_BLOCK;
  const last = diskBlocks - 1;
  const values = {
    headerBytes: gptHeader.sizeBytes,
    headerCrc: 0,
    ownBlock,
    otherBlock: isPrimary ? last : PRIMARY_HEADER_BLOCK,
    firstUsableBlock: PRIMARY_HEADER_BLOCK + blocks,
    lastUsableBlock: last - blocks,
    diskGuid,
    entriesBlock: isPrimary ? PRIMARY_HEADER_BLOCK + 1 : last - (blocks - 1),
    entryCount: ENTRY_COUNT,
    entryBytes: gptEntry.sizeBytes,
    entriesCrc: crc32(array),
  };
  const block = new Uint8Array(blockBytes);
  block.set(gptHeader.encode({ ...values, headerCrc: crc32(gptHeader.encode(values)) }));
  return block;
}

function arrayOf(partitions: readonly GptEntry[]): Uint8Array {
  const bytes = new Uint8Array(ARRAY_BYTES);
  for (const [i, partition] of partitions.entries()) gptEntry.write(bytes, i * gptEntry.sizeBytes, partition);
  return bytes;
}

/** Whether an entry is in use. UEFI 2.10 table 5.7. */
export function isUsed({ type }: GptEntry): boolean {
  return type !== GUID_NONE;
}
