import { present } from '../../../contract/failure/present.ts';
import { le16 } from '../../codec/little.ts';

/** What is read from and written to. */
interface Work {
  readonly from: Uint8Array;
  at: number;
  readonly out: Uint8Array;
  to: number;
}

/** Letters behind the last copy: how many of 0 to 3 its code told, or that there were more. */
const MORE_LETTERS = 4;
const BROKEN = -1;
const END = -2;

/**
 * Unpacks LZO1X. Linux Documentation/staging/lzo.rst.
 *
 * @returns how many bytes came out, or undefined for a broken one
 */
export function unpackLzo1x(packed: Uint8Array, out: Uint8Array): number | undefined {
  const work: Work = { from: packed, at: 0, out, to: 0 };
  let state = firstLetters(work);
  while (state >= 0) state = instruction(work, state);
  return state === END ? work.to : undefined;
}

/** A first byte of 18 or more tells a number of letters. */
function firstLetters(work: Work): number {
  const first = work.from[0];
  if (first === undefined) return BROKEN;
  if (first < 18) return 0;
  work.at = 1;
  const count = first - 17;
  return letters(work, count) ? Math.min(count, MORE_LETTERS) : BROKEN;
}

/** Returns the next state, `END` or `BROKEN`. */
function instruction(work: Work, state: number): number {
  const code = work.from[work.at++];
  if (code === undefined) return BROKEN;
  if (code < 16 && state === 0) {
    const count = 3 + longLength(work, code, 15);
    return letters(work, count) ? MORE_LETTERS : BROKEN;
  }
  if (code < 16) {
    const distance = (code >> 2) + (nextByte(work) << 2) + 1;
    const isFar = state === MORE_LETTERS;
    return copied(work, isFar ? distance + 2048 : distance, isFar ? 3 : 2, code & 3);
  }
  if (code >= 64) {
    const distance = (nextByte(work) << 3) + ((code >> 2) & 7) + 1;
    return copied(work, distance, code < 128 ? 3 + ((code >> 5) & 1) : 5 + ((code >> 5) & 3), code & 3);
  }
  return farCopy(work, code);
}

/** Distances of two bytes: up to 16 KiB, or from there to 48 KiB. */
function farCopy(work: Work, code: number): number {
  const isNear = code >= 32;
  const length = 2 + (isNear ? longLength(work, code & 31, 31) : longLength(work, code & 7, 7));
  if (work.at + 2 > work.from.length) return BROKEN;
  const pair = le16(work.from, work.at);
  work.at += 2;
  if (isNear) return copied(work, (pair >> 2) + 1, length, pair & 3);
  const distance = 16_384 + ((code & 8) << 11) + (pair >> 2);
  return distance === 16_384 ? END : copied(work, distance, length, pair & 3);
}

/** A length of 0 goes on in zeros of 255 each, and a last byte. */
function longLength(work: Work, told: number, base: number): number {
  if (told !== 0) return told;
  let length = base;
  while (work.from[work.at] === 0) {
    length += 255;
    work.at++;
  }
  return length + nextByte(work);
}

/** Behind the end a zero: whoever goes on finds that out. */
function nextByte(work: Work): number {
  return work.from[work.at++] ?? 0;
}

function copied(work: Work, distance: number, length: number, lettersBehind: number): number {
  const { out, to } = work;
  const end = to + length;
  if (distance > to || end > out.length) return BROKEN;
  for (let at = to; at < end; at++) out[at] = present(out[at - distance]);
  work.to = end;
  return letters(work, lettersBehind) ? lettersBehind : BROKEN;
}

function letters(work: Work, count: number): boolean {
  const { from, at, out, to } = work;
  if (at + count > from.length || to + count > out.length) return false;
  out.set(from.subarray(at, at + count), to);
  work.at += count;
  work.to += count;
  return true;
}
