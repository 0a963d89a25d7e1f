import type { BootFacts } from '../boot/facts.ts';
import type { ListVerdict } from '../checksum/inside/list-verdict.ts';
import type { Forecast } from '../inspect/inspection.ts';
import type { Plan } from '../plan/plan.ts';
import type { FailureReport } from '../ports/failure.ts';
import type { TargetState } from '../ports/target.ts';
import type { Phase, ProgressFact } from './progress-fact.ts';

/**
 * What a job says while it runs: facts as plain JSON, one object a line, the contract of `docs`' command line page.
 * Percent, rate, time left and words are made by the viewer (`engine/progress`).
 */
export type JobEvent = { readonly v: 1; readonly job: string; readonly at: string } & JobFact;

export type JobFact =
  | { readonly event: 'plan'; readonly plan: Plan }
  | { readonly event: 'phase'; readonly phase: Phase; readonly totalBytes?: number }
  | ProgressFact
  | NoteFact
  | {
      readonly event: 'bad';
      readonly target?: string;
      readonly atByte: number;
      readonly lengthBytes: number;
      readonly file?: string;
    }
  | DoneFact;

export interface NoteFact {
  readonly event: 'note';
  readonly code: NoteCode;
  readonly target?: string;
  readonly path?: string;
  readonly text?: string;
}

export type NoteCode =
  | 'paused'
  | 'resumed'
  | 'loss'
  | 'boot'
  | 'read-back-cached'
  | 'partition-table-not-reread'
  | 'checksum-file-matches'
  | 'checksum-weak'
  | 'checksum-file-left-alone'
  | 'receipt-written'
  | 'receipt-not-written'
  | 'receipt-other-drive'
  | 'source-trailing-bytes'
  | 'job-folder'
  | 'stalled'
  | 'answers-again'
  | 'left-behind'
  | 'repaired'
  | 'capacity-false'
  | 'capacity-tested'
  | 'content-not-kept'
  | 'content-not-put-back'
  | 'undo-kept'
  | 'undo-not-kept'
  | 'unmounted'
  | 'block-map'
  | 'discarding'
  | 'discarded'
  | 'not-discarded'
  | 'sleep-not-inhibited';

export interface DoneFact {
  readonly event: 'done';
  readonly ok: boolean;
  readonly exitCode: number;
  readonly outcome: Outcome;
  readonly report: JobReport;
}

export type Outcome = 'done' | 'done-unverified' | 'stopped' | 'differs' | 'failed';

export interface JobReport {
  readonly elapsedMs: number;
  readonly source?: {
    readonly path: string;
    readonly sizeBytes: number;
    readonly sha256?: string;
    /** Volume label of a folder's image. */
    readonly label?: string;
    /** What it is unpacked from, and the bytes of that. */
    readonly container?: string;
    readonly packedBytes?: number;
    /** What was published about it beside or inside it: `image.iso.sha256`, an implanted MD5. */
    readonly checkedAgainst?: readonly string[];
    /** When it is a receipt: what that says. */
    readonly receipt?: ReceiptFacts;
    /** After `verify`: what each checksum file in the root of the image says of the files in it. */
    readonly checksumsInside?: readonly ListVerdict[];
  };
  readonly image?: {
    readonly path: string;
    readonly sizeBytes: number;
    readonly sha256: string;
    readonly label: string;
    readonly checksumPath?: string;
  };
  readonly losses?: readonly Loss[];
  /** Entries of a folder that patterns left out; what lies in a folder that is left out is not counted. */
  readonly excludedEntries?: number;
  /** Of a dry run: what a few places of each target say about writing only what differs. */
  readonly samples?: readonly TargetSample[];
  /** Of a folder: what it is, and what was made to start. */
  readonly boot?: BootFacts;
  /** Which firmware starts it from where, read from the image's own bytes. */
  readonly forecast?: readonly Forecast[];
  readonly targets?: readonly TargetReport[];
  /** Several targets of one image were read back, and all hold the same bytes. */
  readonly identical?: boolean;
  readonly undone?: readonly UndoneTarget[];
  readonly restored?: readonly RestoredTarget[];
  readonly failure?: FailureReport;
}

/** What a receipt says was written, when (ISO time), and to what. */
export interface ReceiptFacts {
  readonly imagePath: string;
  readonly endedAt: string;
  readonly targets: readonly {
    readonly target: string;
    readonly path: string;
    readonly model?: string | undefined;
    readonly serial?: string | undefined;
  }[];
}

/** A few places of a target, compared with the source. */
export interface TargetSample {
  readonly target: string;
  readonly places: number;
  readonly differing: number;
}

export interface TargetReport {
  readonly target: string;
  readonly path: string;
  readonly ok: boolean;
  readonly state: TargetState | 'proved';
  readonly writtenBytes: number;
  readonly skippedBytes: number;
  readonly onMediaBytes: number;
  readonly verifiedBytes: number;
  readonly mismatches: readonly {
    readonly atByte: number;
    readonly lengthBytes: number;
    readonly file?: string;
  }[];
  /** Stretches that differed at first and were written again, and then read back right. */
  readonly repaired?: readonly { readonly atByte: number; readonly lengthBytes: number }[];
  /** Bytes that had to be on the target by the block map, which says nothing of the others. Absent: all. */
  readonly mappedBytes?: number;
  /** Of the bytes proved on the target; absent when not proved. */
  readonly sha256?: string;
  readonly serial?: string;
  /** The image this target got, when it is another than the others'. */
  readonly image?: string;
  readonly failure?: FailureReport;
}

/** A drive that became an empty, ordinary one again. */
export interface RestoredTarget {
  readonly target: string;
  readonly fileSystem: 'FAT16' | 'FAT32' | 'exFAT';
  readonly table: 'mbr' | 'gpt';
  /** Of the one partition. */
  readonly sizeBytes: number;
  readonly label?: string;
}

/** What undoing did to one drive, or would do. */
export interface UndoneTarget {
  readonly target: string;
  readonly path: string;
  /** `whole`: everything is as before the write. `partly`: what was kept is back, files are lost. */
  readonly state: 'whole' | 'partly' | 'nothing-to-do';
  readonly restoredBytes: number;
  /** Overwritten and not kept. */
  readonly lost?: { readonly atByte: number; readonly lengthBytes: number; readonly exact: boolean };
  readonly partitions: readonly {
    readonly number: number;
    readonly atByte: number;
    readonly lengthBytes: number;
    /** None of its bytes was lost. */
    readonly whole: boolean;
  }[];
}

/** Something the image cannot hold as it was; known before the first byte. */
export interface Loss {
  /** Path in the folder, `/a/b`. */
  readonly path: string;
  readonly reason: LossReason;
  /** Which tree loses it. */
  readonly where: 'iso9660' | 'joliet' | 'rock-ridge' | 'udf' | 'esp' | 'all';
  /** What it becomes, when it is kept in another form. */
  readonly becomes?: string;
}

export type LossReason =
  | 'name-shortened'
  | 'name-changed'
  | 'link-dropped'
  | 'special-file-dropped'
  | 'device-dropped'
  | 'owner-lost'
  | 'path-too-deep'
  | 'path-too-long'
  | 'too-many-folders'
  | 'file-too-large'
  | 'same-name-dropped'
  | 'unreadable'
  | 'changed-meanwhile'
  | 'time-out-of-range';
