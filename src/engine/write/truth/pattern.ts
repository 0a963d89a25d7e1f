/**
 * The bytes of a probe: every sector says whose it is and where it was meant to be, so that content which comes back
 * from another place names that place. Different for every test, so that old probes are no evidence.
 */
export const SECTOR_BYTES = 512;
const TAG_WORDS = 4;
const MARK = 0x69_73_77_74;

/** Fills whole sectors with what belongs at `atByte`. `bytes` begins on a multiple of four. */
export function fillPattern(bytes: Uint8Array, atByte: number, seed: number): void {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const step = SECTOR_BYTES / 4;
  for (let first = 0; first < words.length; first += step)
    fillSector(words, first, step, atByte + first * 4, seed);
}

function fillSector(words: Uint32Array, first: number, step: number, atByte: number, seed: number): void {
  const high = Math.floor(atByte / 2 ** 32);
  const low = atByte >>> 0;
  words[first] = MARK;
  words[first + 1] = seed;
  words[first + 2] = high;
  words[first + 3] = low;
  const place = Math.imul(low ^ 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul(high + 1, 0xc2b2_ae35);
  let state = Math.imul(seed ^ place, 0x9e37_79b1) || 1;
  for (let at = first + TAG_WORDS; at < first + step; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
}

/** Where the sector at the beginning of `bytes` was meant to be; undefined when it is none of this test. */
export function placeWritten(bytes: Uint8Array, seed: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  // The pattern is written in this machine's own byte order and only this machine reads it back.
  const word = (index: number): number => view.getUint32(index * 4, isLittleEndian);
  if (word(0) !== MARK || word(1) !== seed >>> 0) return undefined;
  return word(2) * 2 ** 32 + word(3);
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** How a probe came back. `altered`: mostly as written. `lost`: something else. */
export type ProbeState = 'kept' | 'elsewhere' | 'altered' | 'lost';

export interface ProbeContent {
  readonly state: ProbeState;
  /** For `elsewhere`: the place that was written and came back here. */
  readonly writtenAtByte?: number;
}

/** A probe that keeps at least this share of its bytes is damaged, not missing. */
const MOSTLY = 0.9;

/** Compares what was read at `atByte` with what belongs there. `expected` is scratch memory of the same length. */
export function judgeContent(
  read: Uint8Array,
  atByte: number,
  seed: number,
  expected: Uint8Array,
): ProbeContent {
  fillPattern(expected, atByte, seed);
  if (Buffer.compare(read, expected) === 0) return { state: 'kept' };
  for (let at = 0; at < read.length; at += SECTOR_BYTES) {
    const place = placeWritten(read.subarray(at, at + SECTOR_BYTES), seed);
    if (place !== undefined && place !== atByte + at)
      return { state: 'elsewhere', writtenAtByte: place - at };
  }
  return { state: shareOfSame(read, expected) >= MOSTLY ? 'altered' : 'lost' };
}

function shareOfSame(read: Uint8Array, expected: Uint8Array): number {
  let same = 0;
  for (let at = 0; at < read.length; at++) if (read[at] === expected[at]) same++;
  return same / read.length;
}
