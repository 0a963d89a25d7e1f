import type { Reach } from '../../../contract/failure/reach.ts';

/** Why an image may end before what it speaks of and is whole all the same. */
export type ShortfallCode = 'run-out' | 'cylinder';

/**
 * How much may be missing. Nothing that a file or a file system lies in may be: that is looked at apart. What is no claim at
 * all stands in docs/truncated.md.
 */
export const shortfalls: { readonly [C in ShortfallCode]: number } = {
  /** 150 sectors that drives and old programs add behind a volume, and that copies leave out. */
  'run-out': 150 * 2048,
  /** Partitions that end with a cylinder of 255 heads, around a file system that ends before. */
  cylinder: 255 * 63 * 512,
};

/** What a structure claims, and whether a known shortfall is possible there. */
export interface Claim extends Reach {
  readonly spared?: ShortfallCode;
}

/** It ends behind the image, and by no more than what is known to be missing there. */
export function isSpared({ endByte, spared }: Claim, sizeBytes: number): boolean {
  return spared !== undefined && endByte - sizeBytes <= shortfalls[spared];
}
