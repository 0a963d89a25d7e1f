import { le16, le32, le64, SECTOR } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { Partition, Run } from './partition.ts';
import { checkTag, ENTRY, EXTENDED_ENTRY, tagIdentifier } from './tag.ts';

/** A file entry as far as the check needs it. ECMA-167 4/14.9, 4/14.17. */
export interface ParsedEntry {
  readonly block: number;
  readonly atByte: number;
  readonly fileType: number;
  readonly links: number;
  readonly lengthBytes: number;
  readonly uniqueId: number;
  /** Content that stands in the entry. */
  readonly embedded?: Uint8Array;
  readonly runs: readonly Run[];
}

export const DIRECTORY = 4;
const DIRECT = 4;
const LINKED = 4096;
/** ECMA-167 4/14.6.6; 248 to 255 are UDF's own. */
const KNOWN_TYPES = new Set([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 248, 249, 250, 251, 252, 253, 254, 255]);
const EMBEDDED = 3;

/** Where an extended entry has its fields otherwise. */
const plain = {
  uniqueId: 160,
  attributeBytes: 168,
  allocationBytes: 172,
  blocks: 64,
  headBytes: 176,
} as const;
const extended = {
  uniqueId: 200,
  attributeBytes: 208,
  allocationBytes: 212,
  blocks: 72,
  headBytes: 216,
} as const;

/** The entry at a block of the partition with its runs; undefined when there is none. */
export async function readEntry(
  view: ImageView,
  partition: Partition,
  block: number,
  namedAt: number,
): Promise<ParsedEntry | undefined> {
  const bytes = await partition.block(block);
  const identifier = bytes ? tagIdentifier(bytes) : -1;
  if (!bytes || (identifier !== ENTRY && identifier !== EXTENDED_ENTRY)) {
    view.report('udf.tag.identifier', namedAt, `no file entry at block ${block}`);
    return undefined;
  }
  const atByte = partition.atByte(block);
  checkTag(view, bytes, { atByte, location: block });
  const form = identifier === ENTRY ? plain : extended;
  const fileType = bytes[27]!;
  const strategy = le16(bytes, 20);
  if (!KNOWN_TYPES.has(fileType) || (strategy !== DIRECT && strategy !== LINKED))
    view.report('udf.entry.type', atByte, `type ${fileType}, strategy ${strategy}`);
  const start = form.headBytes + le32(bytes, form.attributeBytes);
  const end = start + le32(bytes, form.allocationBytes);
  if (end > SECTOR) {
    view.report('udf.entry.length', atByte, `${end} bytes`);
    return undefined;
  }
  const facts = {
    block,
    atByte,
    fileType,
    links: le16(bytes, 48),
    lengthBytes: le64(bytes, 56),
    uniqueId: le64(bytes, form.uniqueId),
  };
  const kind = le16(bytes, 34) % 8;
  const area = bytes.subarray(start, end);
  if (kind === EMBEDDED)
    return checked(view, { ...facts, embedded: area, runs: [] }, le64(bytes, form.blocks));
  const runs = await partition.runs(area, kind === 1 ? 16 : 8, atByte);
  return checked(view, { ...facts, runs }, le64(bytes, form.blocks));
}

function checked(view: ImageView, entry: ParsedEntry, recordedBlocks: number): ParsedEntry {
  const { embedded, runs, lengthBytes, atByte } = entry;
  const sum = embedded?.length ?? runs.reduce((total, run) => total + run.lengthBytes, 0);
  if (sum !== lengthBytes) view.report('udf.entry.size', atByte, `${lengthBytes}, the extents have ${sum}`);
  const recorded = runs.filter(({ isRecorded }) => isRecorded);
  const blocks = recorded.reduce((total, run) => total + Math.ceil(run.lengthBytes / SECTOR), 0);
  if (blocks !== recordedBlocks)
    view.report('udf.entry.blocks', atByte, `${recordedBlocks} instead of ${blocks}`);
  return entry;
}
