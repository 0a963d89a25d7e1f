import { readTag } from '../../../bytes/formats/udf/read-tag.ts';
import {
  readVirtualAllocation,
  VAT_FILE_TYPES,
  type VirtualAllocation,
} from '../../../bytes/formats/udf/virtual-allocation.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import type { PartitionPlace } from './descriptors.ts';
import { Files } from './files.ts';
import { type Medium, unlessUnreadable } from './medium.ts';
import { PhysicalSpace } from './space.ts';

/** A table of a full Blu-ray disc has less. */
const MOST_TABLE_BYTES = 64 << 20;
/** Blocks that drives count behind the last one that was written: run-out of each kind of recording. */
const RUN_OUT_BLOCKS = 160;
/** How far blank blocks at the end of an image are passed over. */
const MOST_BLANK_BYTES = 256 << 20;
const CHUNK_BYTES = 1 << 20;

/**
 * The table of the last session: its entry is in the last block that was written. An image of a medium with room left may
 * end in blank blocks. UDF 2.60 §2.2.11; §6.10 of UDF 1.50.
 *
 * @throws Failure `source-damaged` when there is none
 */
export async function findVirtualTable(medium: Medium, place: PartitionPlace): Promise<VirtualAllocation> {
  const found = await tableBefore(medium, place, medium.blocks);
  if (found) return found;
  const table = await tableBefore(medium, place, (await lastWritten(medium)) + 1);
  if (table) return table;
  throw medium.damaged('virtual-table-missing');
}

async function tableBefore(
  medium: Medium,
  place: PartitionPlace,
  end: number,
): Promise<VirtualAllocation | undefined> {
  for (let block = end - 1; block >= Math.max(place.startBlock, end - RUN_OUT_BLOCKS); block--) {
    const table = await tableAt(medium, place, block);
    if (table) return table;
  }
  return undefined;
}

async function tableAt(
  medium: Medium,
  place: PartitionPlace,
  block: number,
): Promise<VirtualAllocation | undefined> {
  const bytes = await medium.probe(block);
  if (!bytes || !readTag(bytes)) return undefined;
  const files = new Files(medium, [new PhysicalSpace(medium, place)]);
  try {
    const file = await files.find({ block: block - place.startBlock, partition: 0 });
    const { fileType } = file.entry;
    if (fileType !== VAT_FILE_TYPES[150] && fileType !== VAT_FILE_TYPES[200]) return undefined;
    return readVirtualAllocation(await files.content(file, MOST_TABLE_BYTES), fileType);
  } catch (error) {
    // Something else that begins like a descriptor.
    if (error instanceof Failure && /^source-(damaged|unreadable)$/.test(error.code)) return undefined;
    throw error;
  }
}

/** The last block that is not blank; the last one of all when none is found in reach. */
async function lastWritten(medium: Medium): Promise<number> {
  const { sizeBytes } = medium.image;
  const leastByte = Math.max(0, sizeBytes - MOST_BLANK_BYTES);
  const chunk = new Uint8Array(CHUNK_BYTES);
  for (let endByte = sizeBytes; endByte > leastByte; ) {
    const atByte = Math.max(leastByte, endByte - CHUNK_BYTES);
    const bytes = chunk.subarray(0, endByte - atByte);
    bytes.fill(0);
    await unlessUnreadable(medium.image.read(atByte, bytes));
    const last = bytes.findLastIndex((byte) => byte !== 0);
    if (last >= 0) return Math.floor((atByte + last) / medium.blockBytes);
    endByte = atByte;
  }
  return medium.blocks - 1;
}
