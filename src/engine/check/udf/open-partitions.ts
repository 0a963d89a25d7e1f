import { present } from '../../contract/failure/present.ts';
import { le16, le32, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { contentOf } from './content.ts';
import { type ParsedEntry, readEntry } from './file-entry.ts';
import type { PartitionMap } from './maps.ts';
import { Partitions, type Run } from './partitions.ts';
import type { UdfVolume } from './sequences.ts';
import { mappedSpace, NOWHERE, physicalSpace, type Space, sparableSpace } from './space.ts';
import { checkTag, ENTRY, EXTENDED_ENTRY, tagIdentifier } from './tag.ts';

/** All partitions of a volume, and what a virtual allocation table counts. */
export interface OpenPartitions {
  readonly partitions: Partitions;
  readonly counted?: { readonly files: number; readonly directories: number } | undefined;
}

const MOST_TABLE_BYTES = 64 << 20;
const VIRTUAL_TABLE = 248;
/** Drives count so many blocks behind the last one written. */
const RUN_OUT_BLOCKS = 160;
/** How far blank blocks at the end are passed over, and how many at once. */
const MOST_BLANK_BYTES = 256 << 20;
const BLANK_BLOCKS = 32;

/** Undefined, with a finding, when a partition cannot be found. */
export async function openPartitions(
  view: ImageView,
  volume: UdfVolume,
): Promise<OpenPartitions | undefined> {
  const { maps, blockBytes } = volume;
  const spaces: (Space | undefined)[] = maps.map((map) => {
    const place = volume.partitions.get(map.partition);
    return place && physicalSpace(place.startBlock, place.lengthBlocks, blockBytes);
  });
  const missing = maps.findIndex((_, i) => !spaces[i]);
  if (missing >= 0) {
    view.report('udf.volume.map', volume.mapsAt, { partition: maps[missing]?.partition });
    return undefined;
  }
  for (const [i, map] of maps.entries())
    if (map.kind === 'sparable') spaces[i] = await spared(view, volume, map, present(spaces[i]));
  const plain = new Partitions(view, spaces.slice(), blockBytes);
  let counted: OpenPartitions['counted'];
  for (const [i, map] of maps.entries()) {
    if (map.kind === 'metadata') spaces[i] = await metadataSpace(view, volume, map, plain, spaces);
    if (map.kind !== 'virtual') continue;
    const table = await virtualTable(view, volume, i, plain);
    if (!table) return undefined;
    spaces[i] = mappedSpace(present(spaces[i]), table.blocks.length / 4, (block) =>
      le32(table.blocks, 4 * block),
    );
    counted = table.counted;
  }
  return { partitions: new Partitions(view, spaces, blockBytes), counted };
}

/** UDF 2.60 §2.2.12. */
async function spared(view: ImageView, volume: UdfVolume, map: PartitionMap, plain: Space): Promise<Space> {
  const { blockBytes } = volume;
  const packets = new Map<number, number>();
  let found = 0;
  for (const block of map.blocks) {
    const bytes = await view.bytes(block * blockBytes, blockBytes);
    if (!bytes || text(bytes, 17, 18) !== '*UDF Sparing Table') continue;
    checkTag(view, bytes, { atByte: block * blockBytes, location: block });
    if (found++ > 0) continue;
    for (let i = 0; i < le16(bytes, 48) && 64 + 8 * i <= bytes.length; i++)
      if (le32(bytes, 56 + 8 * i) < 0xfffffff0) packets.set(le32(bytes, 56 + 8 * i), le32(bytes, 60 + 8 * i));
  }
  if (found < map.blocks.length || map.packetBlocks === 0)
    view.report('udf.sparing', volume.mapsAt, { number: found }, { number: map.blocks.length });
  return sparableSpace(plain, Math.max(1, map.packetBlocks), packets, blockBytes);
}

/** The file's blocks in the partition below; undefined, with a finding, when there is none. UDF 2.60 §2.2.13. */
async function metadataSpace(
  view: ImageView,
  { maps, mapsAt, blockBytes }: UdfVolume,
  map: PartitionMap,
  plain: Partitions,
  spaces: readonly (Space | undefined)[],
): Promise<Space | undefined> {
  const below = maps.findIndex(({ kind, partition }) => kind !== 'metadata' && partition === map.partition);
  const files: (ParsedEntry | undefined)[] = [];
  for (const block of new Set(map.blocks))
    files.push(below < 0 ? undefined : await readEntry(view, plain, { partition: below, block }, mapsAt));
  const [main, mirror] = files;
  if (main?.fileType !== 250 || mirror?.fileType !== 251)
    view.report('udf.metadata', mapsAt, { main: main?.fileType, mirror: mirror?.fileType });
  const file = main ?? mirror;
  if (!file) return undefined;
  const space = spaces[below];
  return space && inRuns(space, file.runs, blockBytes);
}

/** A space whose blocks lie in runs of the one below. */
function inRuns(below: Space, runs: readonly Run[], blockBytes: number): Space {
  const ends: number[] = [];
  for (const { lengthBytes } of runs) ends.push((ends.at(-1) ?? 0) + Math.ceil(lengthBytes / blockBytes));
  return mappedSpace(below, ends.at(-1) ?? 0, (block) => {
    let [least, most] = [0, ends.length - 1];
    while (least < most) {
      const middle = (least + most) >> 1;
      if ((ends[middle] ?? 0) > block) most = middle;
      else least = middle + 1;
    }
    const run = runs[least];
    return run?.isRecorded ? run.block + block - (ends[least - 1] ?? 0) : NOWHERE;
  });
}

/**
 * The last entry that was written is the table's; an image of a medium with room left ends in blank blocks. UDF 1.50 §2.2.10,
 * 2.60 §2.2.11.
 */
async function virtualTable(view: ImageView, volume: UdfVolume, partition: number, plain: Partitions) {
  const map = present(volume.maps[partition]);
  const { startBlock } = present(volume.partitions.get(map.partition));
  const last = await lastWritten(view, volume.blockBytes);
  for (let at = last; at > Math.max(startBlock, last - RUN_OUT_BLOCKS); at--) {
    const block = at - startBlock;
    const bytes = await plain.block({ partition, block });
    const identifier = bytes ? tagIdentifier(bytes) : -1;
    const isTable = bytes?.[27] === VIRTUAL_TABLE || bytes?.[27] === 0;
    if (!isTable || (identifier !== ENTRY && identifier !== EXTENDED_ENTRY)) continue;
    const entry = await readEntry(view, plain, { partition, block }, at * volume.blockBytes);
    const content = entry && (await contentOf(view, plain, entry, MOST_TABLE_BYTES));
    const table = content && tableIn(content.bytes, entry.fileType);
    if (table) return table;
  }
  view.report('udf.virtual', volume.mapsAt);
  return undefined;
}

/** The last block that is not blank, of as many as are looked at. */
async function lastWritten(view: ImageView, blockBytes: number): Promise<number> {
  const last = Math.floor(view.sizeBytes / blockBytes) - 1;
  for (let end = last + 1; end > 0 && last - end < MOST_BLANK_BYTES / blockBytes; end -= BLANK_BLOCKS) {
    const start = Math.max(0, end - BLANK_BLOCKS);
    const bytes = await view.bytes(start * blockBytes, (end - start) * blockBytes);
    const written = bytes?.findLastIndex((byte) => byte !== 0) ?? -1;
    if (!bytes) return last;
    if (written >= 0) return start + Math.floor(written / blockBytes);
  }
  return last;
}

function tableIn(content: Uint8Array, fileType: number) {
  if (fileType === VIRTUAL_TABLE && content.length >= 152 && le16(content, 0) <= content.length)
    return {
      blocks: content.subarray(le16(content, 0)),
      counted: { files: le32(content, 136), directories: le32(content, 140) },
    };
  const end = content.length - 36;
  if (fileType !== 0 || end < 0 || text(content, end + 1, 22) !== '*UDF Virtual Alloc Tbl') return undefined;
  return { blocks: content.subarray(0, end), counted: undefined };
}
