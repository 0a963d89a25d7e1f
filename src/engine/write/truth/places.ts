import type { ByteRange } from '../../contract/ports/byte-range.ts';

/** Where a quick test looks. Everything is in whole units of the drive. */
export interface ProbePlaces {
  /** At the beginning: a stretch of marks, also what pushes probes out of a drive's cache. */
  readonly zone: ByteRange;
  /** Single probes behind it, in order. */
  readonly probes: readonly ByteRange[];
}

const SMALLEST_ZONE_BYTES = 64 << 10;
const LARGEST_ZONE_BYTES = 16 << 20;
const RANDOM_PROBES = 24;
const EVEN_PROBES = 16;
export const PROBE_BYTES = 4096;

/** The unit a test works in: a page, or the drive's larger block. */
export function unitOf(blockBytes: number): number {
  return Math.max(PROBE_BYTES, blockBytes);
}

/**
 * Places for a drive that claims `capacityBytes`: both ends, powers of two (drives that cut off address bits), evenly
 * spread ones (the real end can be anywhere) and random ones (nobody can be prepared for them).
 */
export function probePlaces(capacityBytes: number, blockBytes: number, seed: number): ProbePlaces {
  const unit = unitOf(blockBytes);
  const units = Math.floor(capacityBytes / unit);
  const zoneUnits = Math.min(Math.floor(units / 4), Math.ceil(zoneBytes(capacityBytes) / unit));
  const wanted = [
    ...powersOfTwo(capacityBytes).map((atByte) => atByte / unit),
    ...Array.from({ length: EVEN_PROBES }, (_, index) => ((index + 1) * units) / EVEN_PROBES - 1),
    ...randomNumbers(RANDOM_PROBES, seed).map((share) => share * units),
  ];
  const places = new Set(wanted.map(Math.floor).filter((place) => place >= zoneUnits && place < units));
  return {
    zone: { atByte: 0, lengthBytes: zoneUnits * unit },
    probes: [...places].sort((a, b) => a - b).map((place) => ({ atByte: place * unit, lengthBytes: unit })),
  };
}

/**
 * Writing the zone costs time, and so does each look for its copies, which are one zone apart: the square root keeps
 * both short.
 */
function zoneBytes(capacityBytes: number): number {
  const best = Math.sqrt(capacityBytes * 1250);
  return Math.min(LARGEST_ZONE_BYTES, Math.max(SMALLEST_ZONE_BYTES, best));
}

export function powersOfTwo(capacityBytes: number): number[] {
  const found: number[] = [];
  for (let atByte = 2 ** 20; atByte < capacityBytes; atByte *= 2) found.push(atByte);
  return found;
}

/** Numbers from 0 to 1, the same for the same seed. */
export function randomNumbers(count: number, seed: number): number[] {
  let state = (seed ^ 0x5bd1_e995) | 1;
  return Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  });
}

/** The same things in another order: what a cache expects least. */
export function shuffled<T>(things: readonly T[], seed: number): T[] {
  const keys = randomNumbers(things.length, seed ^ 0x1234_5678);
  return things
    .map((thing, index) => ({ thing, key: keys[index] ?? 0 }))
    .sort((left, right) => left.key - right.key)
    .map(({ thing }) => thing);
}
