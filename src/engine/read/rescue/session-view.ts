import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';

const SECTOR_BYTES = 2048;
/** ECMA-119 §6.2.1: the system area, before the first descriptor. */
const SYSTEM_AREA_BYTES = 16 * SECTOR_BYTES;
const TERMINATOR = 255;
/** The system area of the next volume could begin there: no set is longer. */
const MOST_SECTORS = 64;

/** Where an image begins to speak of its files, and what stands there of a later session. */
export interface Descriptors {
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

/**
 * The volume descriptors of a session, to be put where readers of an image look for them. A later session counts from the beginning
 * of the disc, so nothing else has to change. ECMA-119 §8.1, §8.3.
 *
 * @returns undefined where there is no whole set
 */
export async function descriptorsOf(bytes: ReadAt, startByte: number): Promise<Descriptors | undefined> {
  const set = await bytes(startByte + SYSTEM_AREA_BYTES, MOST_SECTORS * SECTOR_BYTES);
  for (let at = 0; at + SECTOR_BYTES <= set.length && isDescriptor(set, at); at += SECTOR_BYTES)
    if (set[at] === TERMINATOR)
      return { atByte: SYSTEM_AREA_BYTES, bytes: set.subarray(0, at + SECTOR_BYTES) };
  return undefined;
}

const IDENTIFIER = [0x43, 0x44, 0x30, 0x30, 0x31];

function isDescriptor(set: Uint8Array, at: number): boolean {
  return IDENTIFIER.every((byte, index) => set[at + 1 + index] === byte);
}
