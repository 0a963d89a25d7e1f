import { DATA_BYTES, isMarked, rawLayoutOf } from '../../../bytes/formats/cdrom/raw-sector.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import type { Suspect } from '../checked-bytes.ts';

/** As far as the first volume descriptor of raw sectors. */
const FIRST_BYTES = 40 << 10;
const DESCRIPTOR_SECTOR = 16;
const MARK_BYTES = 12;

/**
 * How long the sectors of a file are that begins with data. Sheets are often made by hand, or for another copy: what the bytes say for
 * certain goes first.
 *
 * @param saidBytes what the sheet says, where the bytes do not tell
 */
export async function foundSectorBytes(file: Suspect, saidBytes: number): Promise<number> {
  const first = await bytesOf(file)(0, FIRST_BYTES);
  const layout = rawLayoutOf(first);
  if (!layout) return saidBytes !== DATA_BYTES && isPlainVolume(first) ? DATA_BYTES : saidBytes;
  if (!layout.isMarked) return layout.sectorBytes;
  const isSaid = saidBytes >= MARK_BYTES && isMarked(first, saidBytes);
  return isSaid || !isMarked(first, layout.sectorBytes) ? saidBytes : layout.sectorBytes;
}

/** ECMA-119 §8.1: a standard identifier stands behind the type of a descriptor. */
function isPlainVolume(first: Uint8Array): boolean {
  const atByte = DESCRIPTOR_SECTOR * DATA_BYTES + 1;
  return [...'CD001'].every((letter, i) => first[atByte + i] === letter.charCodeAt(0));
}
