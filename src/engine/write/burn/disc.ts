import type { FormatDescriptor } from '../../bytes/formats/mmc/format-capacities.ts';
import { isBlankable } from '../../bytes/formats/mmc/profiles.ts';
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

/** What fits once the disc is blank. */
export function roomOf({ kind, state, capacityBlocks, freeBlocks }: Disc): number {
  return isBlankable(kind) && state === 'rewritable' ? capacityBlocks : freeBlocks;
}

/** What everybody may know of it. */
export function discFactsOf(disc: Disc): DiscFacts {
  const { kind, state, nextBlock, sessions, tracks, isFormatted, speeds } = disc;
  const freeBlocks = roomOf(disc);
  return { kind, state, freeBlocks, nextBlock, sessions, tracks, isFormatted, speeds };
}
