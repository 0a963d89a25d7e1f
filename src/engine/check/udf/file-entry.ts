import { present } from '../../contract/failure/present.ts';
import { le16, le32, le64 } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { Partitions, Run } from './partitions.ts';
import type { Place } from './space.ts';
import { checkTag, ENTRY, EXTENDED_ENTRY, tagIdentifier } from './tag.ts';

/** A file entry as far as the check needs it. ECMA-167 4/14.9, 4/14.17. */
export interface ParsedEntry {
  readonly place: Place;
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
/** ECMA-167 4/14.6.6; 248 to 255 are UDF's own, 0 says nothing. */
const KNOWN_TYPES = new Set([0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 248, 249, 250, 251, 252, 253, 254, 255]);
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

/** The entry at a place with its runs; undefined, with a finding, when there is none. */
export async function readEntry(
  view: ImageView,
  partitions: Partitions,
  place: Place,
  namedAt: number,
): Promise<ParsedEntry | undefined> {
  const { block } = place;
  const bytes = await partitions.block(place);
  const identifier = bytes ? tagIdentifier(bytes) : -1;
  if (!bytes || (identifier !== ENTRY && identifier !== EXTENDED_ENTRY)) {
    view.report('udf.tag.identifier', namedAt, { block });
    return undefined;
  }
  const atByte = partitions.atByte(place);
  checkTag(view, bytes, { atByte, location: block });
  const form = identifier === ENTRY ? plain : extended;
  const fileType = present(bytes[27]);
  const strategy = le16(bytes, 20);
  if (!KNOWN_TYPES.has(fileType) || (strategy !== DIRECT && strategy !== LINKED))
    view.report('udf.entry.type', atByte, { type: fileType, strategy });
  const start = form.headBytes + le32(bytes, form.attributeBytes);
  const end = start + le32(bytes, form.allocationBytes);
  if (end > bytes.length) {
    view.report('udf.entry.length', atByte, { bytes: end }, { bytes: bytes.length });
    return undefined;
  }
  const facts = {
    place,
    atByte,
    fileType,
    links: le16(bytes, 48),
    lengthBytes: le64(bytes, 56),
    uniqueId: le64(bytes, form.uniqueId),
  };
  const kind = le16(bytes, 34) % 8;
  const area = bytes.subarray(start, end);
  const { blockBytes } = partitions;
  const blocks = le64(bytes, form.blocks);
  if (kind === EMBEDDED) return checked(view, { ...facts, embedded: area, runs: [] }, blocks, blockBytes);
  const runs = await partitions.runs(area, kind === 1 ? 16 : 8, place.partition, atByte);
  return checked(view, { ...facts, runs }, blocks, blockBytes);
}

function checked(
  view: ImageView,
  entry: ParsedEntry,
  recordedBlocks: number,
  blockBytes: number,
): ParsedEntry {
  const { embedded, runs, lengthBytes, atByte } = entry;
  const sum = embedded?.length ?? bodyBytes(runs, lengthBytes, blockBytes);
  if (sum !== lengthBytes) view.report('udf.entry.size', atByte, { bytes: lengthBytes }, { bytes: sum });
  const recorded = runs.filter(({ isRecorded }) => isRecorded);
  const blocks = recorded.reduce((total, run) => total + Math.ceil(run.lengthBytes / blockBytes), 0);
  if (blocks !== recordedBlocks)
    view.report('udf.entry.blocks', atByte, { blocks: recordedBlocks }, { blocks });
  return entry;
}

/**
 * Bytes of the extents that are the file's content. Behind it may be a tail that is allocated and not recorded, for later
 * writing; and a hole at the end may go on to the end of its block, as Linux writes it. ECMA-167 4/12.1.
 */
function bodyBytes(runs: readonly Run[], lengthBytes: number, blockBytes: number): number {
  let sum = 0;
  let body = runs.length;
  for (const [i, run] of runs.entries()) {
    if (sum >= lengthBytes && body === runs.length) body = i;
    if (i >= body && run.isRecorded) return sum + run.lengthBytes;
    if (i < body) sum += run.lengthBytes;
  }
  const isRounded = runs[body - 1]?.isRecorded === false && sum - lengthBytes < blockBytes;
  return isRounded && sum > lengthBytes ? lengthBytes : sum;
}
