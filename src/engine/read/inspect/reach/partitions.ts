import { isUsed, PRIMARY_HEADER_BLOCK } from '../../../bytes/formats/gpt/table.ts';
import {
  ACTIVE,
  BLOCK_BYTES,
  type MbrPartition,
  masterBootRecord,
  TYPE_GPT_PROTECTIVE,
} from '../../../bytes/formats/mbr/mbr.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import { applePartitions } from '../foreign/apple.ts';
import { copyAt, type GptCopy } from '../gpt.ts';

/** A partition, wherever it is written down. */
export interface Region {
  readonly table: 'mbr' | 'gpt' | 'apple';
  readonly number: number;
  readonly startByte: number;
  readonly lengthBytes: number;
  /** It holds others. */
  readonly isContainer?: boolean;
}

const EXTENDED = [0x05, 0x0f, 0x85];
const MOST_LOGICAL = 128;
const FIRST_LOGICAL = 5;
const BLOCK_SIZES = [BLOCK_BYTES, 4096];
const MAP_BYTES = 64 * 2048;

/** Partitions of the MBR and the logical ones behind it; the one that protects a GPT goes to the end of any disk, and is none. */
export async function mbrRegions(bytes: ReadAt): Promise<Region[]> {
  const regions: Region[] = [];
  for (const [index, one] of tableIn(await bytes(0, BLOCK_BYTES)).entries()) {
    if (one.blocks === 0 || one.type === TYPE_GPT_PROTECTIVE) continue;
    const isContainer = EXTENDED.includes(one.type);
    regions.push({ ...placed(one, 0, index + 1), isContainer });
    if (isContainer) regions.push(...(await logicalRegions(bytes, one.startBlock)));
  }
  return regions;
}

/** Each names the next, counted from the beginning of the first. */
async function logicalRegions(bytes: ReadAt, firstBlock: number): Promise<Region[]> {
  const regions: Region[] = [];
  const seen = new Set<number>();
  for (let block = firstBlock; !seen.has(block) && regions.length < MOST_LOGICAL; ) {
    seen.add(block);
    const [one, next] = tableIn(await bytes(block * BLOCK_BYTES, BLOCK_BYTES));
    if (one && one.blocks > 0) regions.push(placed(one, block, FIRST_LOGICAL + regions.length));
    if (!next || !EXTENDED.includes(next.type)) break;
    block = firstBlock + next.startBlock;
  }
  return regions;
}

/** A table has the signature and nothing else than 00 and 80 for "active"; boot sectors of file systems have other bytes there. */
function tableIn(sector: Uint8Array): readonly MbrPartition[] {
  if (sector.length < BLOCK_BYTES || sector[510] !== 0x55 || sector[511] !== 0xaa) return [];
  const { partitions } = masterBootRecord.decode(sector, { onNote: () => {} });
  return partitions.every(({ bootIndicator: active }) => active === 0 || active === ACTIVE) ? partitions : [];
}

function placed({ startBlock, blocks }: MbrPartition, base: number, number: number): Region {
  const startByte = (base + startBlock) * BLOCK_BYTES;
  return { table: 'mbr', number, startByte, lengthBytes: blocks * BLOCK_BYTES };
}

/** The GPT as its first copy has it: partitions, and the end of the second copy. UEFI 2.10 §5.3. */
export async function gptRegions(
  bytes: ReadAt,
): Promise<{ regions: readonly Region[]; backupEndByte: number } | undefined> {
  for (const blockBytes of BLOCK_SIZES) {
    const copy = await copyAt(bytes, PRIMARY_HEADER_BLOCK, blockBytes);
    if (!copy?.valid && !copy?.isCut) continue;
    return {
      regions: regionsIn(copy, blockBytes),
      backupEndByte: (copy.header.otherBlock + 1) * blockBytes,
    };
  }
  return undefined;
}

/**
 * Partitions of the GPT: as its first copy has it, else its second one at the end of an image of this size. That one counts only
 * where the MBR still protects a GPT: it may be left over from an earlier table.
 */
export async function eitherGptRegions(
  bytes: ReadAt,
  sizeBytes: number | undefined,
): Promise<readonly Region[]> {
  const first = await gptRegions(bytes);
  if (first || sizeBytes === undefined) return first?.regions ?? [];
  const isProtected = tableIn(await bytes(0, BLOCK_BYTES)).some(({ type }) => type === TYPE_GPT_PROTECTIVE);
  for (const blockBytes of isProtected ? BLOCK_SIZES : []) {
    const copy = await copyAt(bytes, Math.max(1, Math.floor(sizeBytes / blockBytes) - 1), blockBytes);
    if (copy?.valid) return regionsIn(copy, blockBytes);
  }
  return [];
}

function regionsIn({ entries }: GptCopy, blockBytes: number): Region[] {
  return entries.flatMap((entry, index): Region[] => {
    if (!isUsed(entry)) return [];
    const startByte = entry.firstBlock * blockBytes;
    const lengthBytes = (entry.lastBlock - entry.firstBlock + 1) * blockBytes;
    return [{ table: 'gpt', number: index + 1, startByte, lengthBytes }];
  });
}

/** The Apple partition map. */
export async function appleRegions(bytes: ReadAt): Promise<Region[]> {
  const all = applePartitions(await bytes(0, MAP_BYTES));
  return all.map(({ number, startByte, lengthBytes }) => ({
    table: 'apple',
    number,
    startByte,
    lengthBytes,
  }));
}
