import type { RefusalFacts } from '../engine/contract/failure/refusal-reasons.ts';

/** An optical drive was to be written to like any other: it is there for `burn`. */
export function isForDiscs(because: RefusalFacts | undefined): boolean {
  return because?.reason === 'optical' || because?.reason === 'no-disc';
}
