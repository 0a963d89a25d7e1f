import type { Plan } from '../plan/plan.ts';
import type { NoteFacts } from './note-facts.ts';
import type { Phase, ProgressFact } from './progress-fact.ts';
import type { JobReport } from './report.ts';

/**
 * What a job reports while it runs: facts as plain JSON, one object per line, as documented in `docs/command-line.md`.
 * Percent, rate, time left and words are made by the viewer (`words/progress`).
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
      /** Of a sector of what was read; absent: 512. */
      readonly sectorBytes?: number;
      readonly file?: string;
    }
  | DoneFact;

export interface NoteFact {
  readonly event: 'note';
  readonly code: NoteCode;
  readonly target?: string;
  readonly path?: string;
  /** Made by the viewer where there are `facts` (`words/note-details.ts`); jobs of version 0.1 said it themselves. */
  readonly text?: string;
  readonly facts?: NoteFacts;
}

export type NoteCode =
  | 'paused'
  /** A stop was received. */
  | 'stopping'
  | 'resumed'
  | 'loss'
  | 'left-apart'
  | 'attributes-unknown'
  | 'boot'
  | 'read-back-cached'
  | 'partition-table-not-reread'
  | 'checksum-file-matches'
  | 'checksum-weak'
  | 'checksum-file-left-alone'
  | 'signature-good'
  | 'signature-unchecked'
  | 'receipt-written'
  | 'receipt-not-written'
  | 'receipt-other-drive'
  | 'source-trailing-bytes'
  | 'container'
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
  | 'source-truncated'
  | 'will-not-start'
  | 'sector-size-differs'
  | 'old-table-wiped'
  | 'left-over-removed'
  | 'block-map-leaves-out'
  | 'block-map-refused'
  | 'discarding'
  | 'discarded'
  | 'not-discarded'
  | 'sleep-not-inhibited'
  /** The drive that is read went away; it is waited for. */
  | 'medium-gone'
  /** It is back, at `path`, and reading goes on. */
  | 'medium-back'
  | 'output-lost'
  | 'table-moved'
  /** A drive that is to be read says of itself that it will not last; that it has begun to lose sectors. */
  | 'drive-failing'
  | 'drive-weak'
  /** A medium that is to be read is mounted for writing. */
  | 'medium-mounted'
  /** What is behind the last volume or partition of a medium is left out. */
  | 'medium-rest'
  | 'output-little-room'
  /** A disc is being prepared, or closed. */
  | 'disc-step';

export interface DoneFact {
  readonly event: 'done';
  readonly ok: boolean;
  readonly exitCode: number;
  readonly outcome: Outcome;
  readonly report: JobReport;
}

export type Outcome = 'done' | 'done-unverified' | 'stopped' | 'differs' | 'failed';
