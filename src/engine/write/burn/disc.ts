import type { FormatDescriptor } from '../../bytes/formats/mmc/format-capacities.ts';
import type { DiscFacts } from '../../contract/plan/disc.ts';

/** A disc as it is planned for: what everybody may know of it, and what only a drive asks for. */
export interface Disc extends DiscFacts {
  /** All it holds once it is blank; what it holds now of one that is written once. */
  readonly capacityBlocks: number;
  readonly formats: readonly FormatDescriptor[];
  /** Where the track begins that is being written. */
  readonly startBlock: number;
  readonly track: number;
  /** The drive can rehearse with this disc. */
  readonly canTest: boolean;
}

/** What everybody may know of it. */
export function discFactsOf(disc: Disc): DiscFacts {
  const { kind, state, freeBlocks, nextBlock, sessions, tracks, isFormatted, speeds } = disc;
  return { kind, state, freeBlocks, nextBlock, sessions, tracks, isFormatted, speeds };
}
