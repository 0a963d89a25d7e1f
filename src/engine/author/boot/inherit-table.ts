import { LOADER_BLOCK_AT_BYTE, loaderBlock, loaderBlockOf } from '../../bytes/formats/mbr/boot-code.ts';
import { BLOCK_BYTES } from '../../bytes/formats/mbr/mbr.ts';
import type { BootNote } from '../../contract/events/boot-facts.ts';
import type {
  BootImage,
  HybridCode,
  InheritedTable,
  PartitionEnd,
  PartitionStart,
  PartitionTable,
} from './boot-plan.ts';
import type { OriginalBoot } from './original.ts';
import { type OriginalTable, SYSTEM_AREA_BLOCKS } from './original-table.ts';

/** What a boot image or partition of the original has become. */
export interface Kept {
  readonly image: BootImage;
  readonly sizeBytes: number;
}

/** By the first byte in the original; undefined for what is no more. */
export type KeptAt = (startByte: number) => Kept | undefined;

/** The original's table in terms of what lies in its partitions, so that it can be made again. */
export function inheritTable(
  { table, entries, things }: OriginalBoot,
  keptAt: KeptAt,
  notes: BootNote[],
  isRemovedAt: (startByte: number) => boolean = () => false,
): PartitionTable | undefined {
  if (!table) return undefined;
  const place = (startBlock: number, blocks: number, isApple: boolean) => {
    // Its folders lead to files where they lay: what is left of it is no file system.
    if (isApple && things.get(startBlock * BLOCK_BYTES)?.isCut) return undefined;
    const found = placeOf(startBlock, blocks, keptAt);
    const isRemoved = isRemovedAt(startBlock * BLOCK_BYTES);
    const code = isRemoved ? 'partition-removed' : 'partition-left-out';
    if (!found) notes.push({ code, about: String(startBlock) });
    return found;
  };
  const mbr = table.partitions.map(({ startBlock, blocks, bootIndicator, type }) => {
    const found = blocks === 0 ? undefined : place(startBlock, blocks, type === APPLE_TYPE);
    return found && { bootIndicator, type, ...found };
  });
  if (table.hasAppleMap) notes.push({ code: 'apple-map-left-out' });
  const like: InheritedTable = { ...table, mbr, gpt: gptOf(table, place) };
  return { kind: table.gpt ? 'gpt' : 'mbr', like, code: inheritCode(table, entries, keptAt) };
}

type Place = { readonly start: PartitionStart; readonly end: PartitionEnd };

/** HFS and HFS+. TN2166; for MBR as fdisk lists it. */
const APPLE_GUID = '48465300-0000-11aa-aa11-00306543ecac';
const APPLE_TYPE = 0xaf;

function gptOf(
  { gpt }: OriginalTable,
  place: (block: number, blocks: number, isApple: boolean) => Place | undefined,
) {
  if (!gpt) return undefined;
  const partitions = gpt.entries.flatMap(({ firstBlock, lastBlock, type, id, attributes, name }) => {
    const found = place(firstBlock, lastBlock - firstBlock + 1, type.toLowerCase() === APPLE_GUID);
    return found ? [{ type, id, attributes, name, ...found }] : [];
  });
  return { diskGuid: gpt.diskGuid, partitions };
}

/** A partition that begins in the system area holds the volume; any other one what begins where it begins. */
function placeOf(startBlock: number, blocks: number, keptAt: KeptAt): Place | undefined {
  const endBlock = startBlock + blocks;
  if (startBlock <= SYSTEM_AREA_BLOCKS) {
    const next = keptAt(endBlock * BLOCK_BYTES);
    const end = endBlock <= SYSTEM_AREA_BLOCKS ? { blocks } : next ? { before: next.image } : 'end';
    return { start: { block: startBlock }, end };
  }
  const kept = keptAt(startBlock * BLOCK_BYTES);
  if (!kept) return undefined;
  return { start: { image: kept.image }, end: { blocks: Math.ceil(kept.sizeBytes / BLOCK_BYTES) } };
}

/** The first sector's program, and which boot image it is told of. */
export function inheritCode(
  { code }: OriginalTable,
  entries: OriginalBoot['entries'],
  keptAt: KeptAt,
): HybridCode | undefined {
  if (code.every((byte) => byte === 0)) return undefined;
  const { block } = loaderBlock.decode(code, { atByte: LOADER_BLOCK_AT_BYTE, onNote: () => {} });
  for (const { imageLba, thing } of entries)
    for (const style of ['isolinux', 'grub'] as const) {
      if (block !== loaderBlockOf(style, imageLba)) continue;
      const kept = keptAt(thing.startByte);
      return kept && { style, bytes: code, image: kept.image };
    }
  return { style: undefined, bytes: code, image: 'built-esp' };
}
