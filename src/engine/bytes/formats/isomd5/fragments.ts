import { ISOMD5_FRAGMENT_DIGITS, ISOMD5_FRAGMENTS } from './field.ts';

/** The image is hashed in steps of this size; fragments end with steps, so another size gives other sums. */
export const ISOMD5_STEP_BYTES = 32_768;

/** Number of the fragment that a step begins in; a sum is taken after the first step of each but the first. */
export function fragmentAt(atByte: number, totalBytes: number, fragments = ISOMD5_FRAGMENTS): number {
  return Math.floor(atByte / Math.floor(totalBytes / (fragments + 1)));
}

/**
 * The digits of a fragment: the first one of each of the first bytes of the sum so far. A byte below 16 is written without
 * its zero, so that its only digit counts.
 */
export function fragmentDigits(sumSoFar: Uint8Array, digits = ISOMD5_FRAGMENT_DIGITS): string {
  const bytes = [...sumSoFar.subarray(0, digits)];
  return bytes.map((byte) => byte.toString(16).charAt(0)).join('');
}
