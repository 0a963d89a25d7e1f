import type { FailureReport } from '../failure/failure.ts';
import type { Cut } from '../failure/reach.ts';
import type { ApartEntry } from './apart.ts';
import type { BootNote } from './boot-facts.ts';
import type { BurnStep } from './burn-steps.ts';
import type { ChecksumNoteFacts } from './checksum-notes.ts';
import type { ContainerNote } from './container-facts.ts';
import type { DriveHealth } from './drive-health.ts';
import type { SectorMismatch } from './sectors.ts';

/** The facts of a note, beyond its code, target and path. Which of them is present depends on the code. */
export interface NoteFacts extends ChecksumNoteFacts {
  /** Of `block-map`: so many bytes must be on the target. */
  readonly mappedBytes?: number;
  /** Of `source-truncated`: what reaches past the end. */
  readonly cut?: Cut;
  /** Of `sector-size-differs`. */
  readonly sectors?: SectorMismatch;
  /** Of `left-apart`. */
  readonly apart?: ApartEntry;
  /** Of `boot`. */
  readonly boot?: BootNote;
  /** Of `not-discarded`: why. */
  readonly failure?: FailureReport;
  /** Of `repaired`: the stretch. */
  readonly repaired?: { readonly atByte: number; readonly lengthBytes: number };
  /** Of `drive-failing` and `drive-weak`. */
  readonly health?: DriveHealth;
  /** Of `medium-mounted`: where. */
  readonly mountedAt?: readonly string[];
  /** Of `medium-rest`: how much of it is read, and how much there is. */
  readonly rest?: { readonly keptBytes: number; readonly wholeBytes: number };
  /** Of `output-little-room`. */
  readonly room?: OutputRoom;
  /** Of `container`. */
  readonly inContainer?: ContainerNote;
  /** Of `disc-step`: what is done, and how far it is, from 0 to 1. */
  readonly disc?: { readonly step: BurnStep; readonly part?: number };
  /** Of `capacity-tested`. */
  readonly tested?: TestedFacts;
}

/** An output for which there may be too little room: what is empty takes none, and what is packed takes less. */
export interface OutputRoom {
  readonly path: string;
  /** At most, of everything that the job makes in that file system, less what is there of it already. */
  readonly needBytes: number;
  readonly freeBytes: number;
}

/** How a drive was found to hold what it claims. */
export interface TestedFacts {
  readonly test: 'quick' | 'full';
  /** Where it was written and read. */
  readonly places: number;
  /** Share of the sizes at which it could wrap that was searched, up to 1. */
  readonly wrapShare: number;
  readonly slowestBytesPerSecond?: number | undefined;
}
