import type { PartitionMap } from '../../../bytes/formats/udf/partition-maps.ts';
import { readTag } from '../../../bytes/formats/udf/read-tag.ts';
import { readSparingTable, type Sparing } from '../../../bytes/formats/udf/sparing-table.ts';
import type { VirtualAllocation } from '../../../bytes/formats/udf/virtual-allocation.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import type { PartitionPlace } from './descriptors.ts';
import { Files, type FoundFile } from './files.ts';
import type { Medium } from './medium.ts';
import { MetadataSpace, PhysicalSpace, type Space, SparableSpace, VirtualSpace } from './space.ts';
import { findVirtualTable } from './virtual-table.ts';

/** The partitions of a volume, ready to be read. */
export interface Spaces {
  /** By partition reference: in the order of the maps. */
  readonly spaces: readonly Space[];
  table: VirtualAllocation | undefined;
  /** The main metadata file could not be read. */
  usesMirror: boolean;
}

const MOST_SPARING_BYTES = 1 << 20;
/** File types of the metadata file and its mirror. UDF 2.60 §2.2.13.1. */
const METADATA_TYPES = [250, 251];

/**
 * What each partition map means: the plain ones first, since virtual and metadata partitions lie in another one.
 *
 * @throws Failure `source-damaged`
 */
export async function openSpaces(
  medium: Medium,
  maps: readonly PartitionMap[],
  partitions: ReadonlyMap<number, PartitionPlace>,
): Promise<Spaces> {
  const spaces = new Array<Space>(maps.length);
  const found: Spaces = { spaces, table: undefined, usesMirror: false };
  const placeOf = ({ partition }: PartitionMap): PartitionPlace => {
    const place = partitions.get(partition);
    if (!place) throw medium.damaged({ reason: 'no-partition', partition });
    return place;
  };
  for (const [i, map] of maps.entries())
    if (isPlain(map)) spaces[i] = await plainSpace(medium, map, placeOf(map));
  for (const [i, map] of maps.entries()) {
    if (map.kind === 'unknown')
      throw medium.damaged({ reason: 'unknown-partition-map', identifier: map.identifier });
    if (map.kind === 'virtual') {
      found.table = await findVirtualTable(medium, placeOf(map));
      spaces[i] = new VirtualSpace(medium, placeOf(map), found.table.blocks);
    }
    if (map.kind === 'metadata') {
      const below = maps.findIndex((other) => isPlain(other) && other.partition === map.partition);
      if (below < 0) throw medium.damaged('metadata-partition-alone');
      const { file, isMirror } = await eitherFile(new Files(medium, spaces), map, below);
      spaces[i] = new MetadataSpace(medium, file.runs);
      found.usesMirror ||= isMirror;
    }
  }
  return found;
}

type PlainMap = Extract<PartitionMap, { kind: 'physical' | 'sparable' }>;
type MetadataMap = Extract<PartitionMap, { kind: 'metadata' }>;

function isPlain(map: PartitionMap): map is PlainMap {
  return map.kind === 'physical' || map.kind === 'sparable';
}

async function plainSpace(medium: Medium, map: PlainMap, place: PartitionPlace): Promise<Space> {
  if (map.kind === 'physical') return new PhysicalSpace(medium, place);
  if (map.packetBlocks === 0) throw medium.damaged('packets-without-blocks');
  return new SparableSpace(medium, place, map.packetBlocks, await newestTable(medium, map));
}

async function eitherFile(
  files: Files,
  { fileBlock, mirrorBlock }: MetadataMap,
  partition: number,
): Promise<{ file: FoundFile; isMirror: boolean }> {
  const main = await metadataFile(files, fileBlock, partition);
  if (main) return { file: main, isMirror: false };
  const mirror = await metadataFile(files, mirrorBlock, partition);
  if (!mirror) throw files.medium.damaged('metadata-unreadable');
  return { file: mirror, isMirror: true };
}

async function metadataFile(files: Files, block: number, partition: number): Promise<FoundFile | undefined> {
  try {
    const file = await files.find({ block, partition });
    return METADATA_TYPES.includes(file.entry.fileType) ? file : undefined;
  } catch (error) {
    if (error instanceof Failure && (error.code === 'source-damaged' || error.code === 'source-unreadable'))
      return undefined;
    throw error;
  }
}

/** All copies say the same unless a write was cut short. UDF 2.60 §2.2.12. */
async function newestTable(
  medium: Medium,
  { tableBlocks, tableBytes }: Extract<PartitionMap, { kind: 'sparable' }>,
): Promise<Sparing> {
  let newest: Sparing | undefined;
  for (const block of tableBlocks) {
    const lengthBytes = Math.min(Math.max(tableBytes, medium.blockBytes), MOST_SPARING_BYTES);
    const bytes = await medium.bytes(block * medium.blockBytes, lengthBytes);
    const table = bytes && readTag(bytes) && readSparingTable(bytes);
    if (table && table.sequenceNumber >= (newest?.sequenceNumber ?? 0)) newest = table;
  }
  if (!newest) throw medium.damaged('sparing-table');
  return newest;
}
