import type { Failure } from '../failure/failure.ts';
import type { TargetState } from '../failure/target-state.ts';

/**
 * A Target takes bytes at places and can read them back.
 *
 * Contract: `atByte` and the length are multiples of `blockBytes`, and the memory is page-aligned (a ring slot);
 * implementations and fakes refuse anything else. Several calls may be under way at once, never on overlapping ranges.
 */
export interface Target {
  /** Short name for events and screens: `sdb`, `out.iso`. */
  readonly name: string;
  /** Bytes that fit; `Infinity` for a file that may grow. */
  readonly capacityBytes: number;
  /** Alignment unit of places and lengths: the logical block of a drive. */
  readonly blockBytes: number;
  /** Bytes at the start that are written last, so that an unfinished drive never looks finished; 0 for none. */
  readonly headBytes: number;
  /**
   * Of a disc: bytes come in order, one write at a time, and each place once; it is flushed at its end and not before. Tells how much of
   * it is on the medium meanwhile.
   */
  readonly inOrder?: { onMediaBytes(): number };
  /** Longest time without an answer, where it takes its time. Absent: two minutes. */
  readonly patienceMs?: number;
  /** False if reading back goes through the system's cache, and so proves less. */
  readonly uncached: boolean;
  /** @throws Failure `target-gone`, `target-write-failed`, `target-full` */
  write(atByte: number, bytes: Uint8Array): Promise<void>;
  /** Resolves when everything written so far is on the medium. An error here is final: fsync reports it only once. */
  flush(): Promise<void>;
  /** Fills `into` from the medium. @throws Failure `target-gone`, `target-read-failed` */
  read(atByte: number, into: Uint8Array): Promise<void>;
  /** All bytes are written and proved: give the target its final form (name, size, partition table re-read). */
  finish(result: TargetResult): Promise<void>;
  /**
   * The report will name the path: it must still lead to what is open. Absent where no path can lead elsewhere.
   *
   * @throws Failure `target-changed`
   */
  readonly demandInPlace?: (() => Promise<void>) | undefined;
  /** Closes after a failure or a stop; says what is left behind. Never throws. */
  abandon(): Promise<TargetState>;
  /**
   * Discards everything on the drive (TRIM). Absent where that is not possible.
   *
   * @throws Failure `tool-missing`, `tool-failed`, `target-gone`
   */
  readonly discard?: (() => Promise<void>) | undefined;
  /**
   * Its descriptor, for another process that writes to it in any order. From then on all of it counts as overwritten, whatever comes;
   * it stays open as long as the target is. Absent of what is no drive.
   *
   * @throws Failure of a target that must not be written to
   */
  readonly lend?: (() => Promise<number>) | undefined;
  /** Why this target must not be written to, if something was found out about it before the write. */
  readonly refusal?: Failure;
  /** Files that are written when it is, by `fileKey`: itself, or what a loop device stands for. */
  readonly files?: readonly string[];
  /** What `finish` met that is not a failure, for notes to the user. */
  readonly notes?: readonly TargetNote[];
}

export interface TargetNote {
  readonly code: 'partition-table-not-reread';
  readonly text: string;
}

export interface TargetResult {
  readonly sizeBytes: number;
  readonly sha256?: string;
}
