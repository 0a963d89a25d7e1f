import { crc32 } from '../../bytes/codec/crc32.ts';
import { type GptEntry, type GptHeader, gptEntry, gptHeader } from '../../bytes/formats/gpt/header.ts';
import { isUsed, PRIMARY_HEADER_BLOCK } from '../../bytes/formats/gpt/table.ts';
import { BLOCK_BYTES } from '../../bytes/formats/mbr/mbr.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { GptTableFacts, InspectionNote } from '../../contract/events/inspection.ts';
import type { Sight } from './bounded-reader.ts';

export interface FoundGpt {
  readonly gpt: GptTableFacts | undefined;
  readonly notes: readonly InspectionNote[];
}

/** A table that holds together. */
export interface GptCopy {
  readonly header: GptHeader;
  readonly entries: readonly GptEntry[];
  readonly valid: boolean;
  /** The header is sound, and the entries are not all there. */
  readonly isCut: boolean;
}

const MOST_ENTRIES = 1024;

/** Blocks that a table may be counted in: those of the drive that it was made for. UEFI 2.10 §5.3. */
const BLOCK_SIZES = [BLOCK_BYTES, 4096] as const;

/** The copy that is to be believed, the first before the second. */
export async function soundGpt(bytes: ReadAt, sizeBytes: number): Promise<GptCopy | undefined> {
  const primary = await copyAt(bytes, PRIMARY_HEADER_BLOCK);
  if (primary?.valid) return primary;
  const backup = await copyAt(bytes, Math.floor(sizeBytes / BLOCK_BYTES) - 1);
  return backup?.valid ? backup : undefined;
}

/** Both copies, in blocks of 512 bytes or, where there is none, of 4096. */
export async function findGpt(sight: Sight): Promise<FoundGpt> {
  let found: FoundGpt = NO_GPT;
  for (const blockBytes of BLOCK_SIZES) {
    const one = await gptIn(sight, blockBytes);
    if (isSound(one)) return one;
    if (!found.gpt) found = one;
  }
  return found;
}

const NO_GPT: FoundGpt = { gpt: undefined, notes: [] };

function isSound({ gpt }: FoundGpt): boolean {
  return gpt !== undefined && (gpt.primaryValid || gpt.backupValid === true);
}

/** The second is looked for where the first says, and in the last block. UEFI 2.10 §5.3. */
async function gptIn(sight: Sight, blockBytes: BlockBytes): Promise<FoundGpt> {
  const { bytes, sizeBytes } = sight;
  const lastBlock = sizeBytes === undefined ? undefined : Math.floor(sizeBytes / blockBytes) - 1;
  const primary = await copyAt(bytes, PRIMARY_HEADER_BLOCK, blockBytes);
  const backupBlock = primary?.valid ? primary.header.otherBlock : lastBlock;
  if (backupBlock === undefined || !sight.sees((backupBlock + 1) * blockBytes))
    return primary ? firstOnly(primary, blockBytes) : NO_GPT;
  const backup = await copyAt(bytes, backupBlock, blockBytes);
  const best = [primary, backup].find((copy) => copy?.valid) ?? primary ?? backup;
  if (!best) return NO_GPT;
  const [primaryValid, backupValid] = [primary?.valid === true, backup?.valid === true];
  return {
    gpt: {
      diskGuid: best.header.diskGuid,
      ...largeBlocks(blockBytes),
      primaryValid,
      backupValid,
      partitions: partitionsOf(best),
    },
    notes: [
      ...largeNotes(blockBytes),
      ...(primaryValid ? [] : [note('gpt-primary', blockBytes)]),
      ...(backupValid ? [] : [note('gpt-backup', backupBlock * blockBytes)]),
      ...(backupValid && backupBlock !== lastBlock ? [note('gpt-not-at-end', backupBlock * blockBytes)] : []),
    ],
  };
}

type BlockBytes = (typeof BLOCK_SIZES)[number];

const largeBlocks = (blockBytes: BlockBytes) => (blockBytes === BLOCK_BYTES ? {} : { blockBytes });

/** On a drive of 512-byte sectors nobody finds it. */
const largeNotes = (blockBytes: BlockBytes) =>
  blockBytes === BLOCK_BYTES ? [] : [note('gpt-large-blocks', blockBytes)];

/** When the place of the second copy is out of sight. */
function firstOnly(primary: GptCopy, blockBytes: BlockBytes): FoundGpt {
  const { header, valid } = primary;
  const gpt = {
    diskGuid: header.diskGuid,
    ...largeBlocks(blockBytes),
    primaryValid: valid,
    backupValid: 'unknown' as const,
    partitions: partitionsOf(primary),
  };
  return { gpt, notes: [...largeNotes(blockBytes), ...(valid ? [] : [note('gpt-primary', blockBytes)])] };
}

function partitionsOf({ entries }: GptCopy): GptTableFacts['partitions'] {
  return entries.flatMap((entry, i) => (isUsed(entry) ? [partitionOf(entry, i + 1)] : []));
}

function note(code: string, atByte: number): InspectionNote {
  return { code, atByte };
}

/** A copy of the table whose header stands in this block. */
export async function copyAt(
  bytes: ReadAt,
  block: number,
  blockBytes = BLOCK_BYTES,
): Promise<GptCopy | undefined> {
  const sector = await bytes(block * blockBytes, BLOCK_BYTES);
  if (sector.length < BLOCK_BYTES || String.fromCharCode(...sector.subarray(0, 8)) !== 'EFI PART')
    return undefined;
  const header = gptHeader.decode(sector, { onNote: () => {} });
  const { headerBytes, entryCount, entryBytes, entriesBlock } = header;
  const isSane =
    headerBytes >= gptHeader.sizeBytes && headerBytes <= BLOCK_BYTES && entryBytes === gptEntry.sizeBytes;
  if (!isSane || entryCount > MOST_ENTRIES) return { header, entries: [], valid: false, isCut: false };
  const array = await bytes(entriesBlock * blockBytes, entryCount * entryBytes);
  const isSound = header.ownBlock === block && headerCrc(sector, headerBytes) === header.headerCrc;
  const valid = isSound && crc32(array) === header.entriesCrc;
  const count = Math.floor(array.length / entryBytes);
  const entries = Array.from({ length: count }, (_, i) =>
    gptEntry.decode(array, { atByte: i * entryBytes, onNote: () => {} }),
  );
  return { header, entries, valid, isCut: isSound && array.length < entryCount * entryBytes };
}

/** The CRC counts its own field as zero. UEFI 2.10 table 5.5. */
function headerCrc(sector: Uint8Array, headerBytes: number): number {
  const bytes = sector.slice(0, headerBytes);
  bytes.fill(0, 16, 20);
  return crc32(bytes);
}

function partitionOf({ type, name, firstBlock, lastBlock }: GptEntry, number: number) {
  return { number, type, name, startBlock: firstBlock, blocks: lastBlock - firstBlock + 1 };
}
