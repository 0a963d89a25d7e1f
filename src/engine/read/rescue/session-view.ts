import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { Session } from '../inspect/sessions.ts';

const SECTOR_BYTES = 2048;
/** ECMA-119 §6.2.1: the system area, before the first descriptor. */
const SYSTEM_AREA_BYTES = 16 * SECTOR_BYTES;
const PRIMARY = 1;
const SUPPLEMENTARY = 2;
const TERMINATOR = 255;
const VOLUME_SIZE_AT = 80;
/** The system area of the next volume could begin there: no set is longer. */
const MOST_SECTORS = 64;

/** Where an image begins to speak of its files, and what stands there of a later session. */
export interface Descriptors {
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

/**
 * The volume descriptors of a session, to be put where readers of an image look for them. Places of a later session are counted from
 * the beginning of the disc, and stay; its size may be counted from its own, and becomes that of the image. ECMA-119 §8.1, §8.3.
 *
 * @returns undefined where there is no whole set
 */
export async function descriptorsOf(
  bytes: ReadAt,
  { startByte, endByte }: Session,
): Promise<Descriptors | undefined> {
  const set = await bytes(startByte + SYSTEM_AREA_BYTES, MOST_SECTORS * SECTOR_BYTES);
  for (let at = 0; at + SECTOR_BYTES <= set.length && isDescriptor(set, at); at += SECTOR_BYTES)
    if (set[at] === TERMINATOR)
      return { atByte: SYSTEM_AREA_BYTES, bytes: set.subarray(0, at + SECTOR_BYTES) };
    else if (set[at] === PRIMARY || set[at] === SUPPLEMENTARY) putSize(set, at, endByte / SECTOR_BYTES);
  return undefined;
}

/** Both byte orders. ECMA-119 §8.4.8, §8.5.8, §7.3.3. */
function putSize(set: Uint8Array, at: number, sectors: number): void {
  const view = new DataView(set.buffer, set.byteOffset + at + VOLUME_SIZE_AT, 8);
  view.setUint32(0, sectors, true);
  view.setUint32(4, sectors, false);
}

const IDENTIFIER = [0x43, 0x44, 0x30, 0x30, 0x31];

function isDescriptor(set: Uint8Array, at: number): boolean {
  return IDENTIFIER.every((byte, index) => set[at + 1 + index] === byte);
}
