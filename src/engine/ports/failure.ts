import type { TargetState } from './target.ts';

/**
 * Every failure a person can meet: a permanent code and its facts, plain JSON.
 * The words for each are in `engine/words/remedies.ts`; the exit code in `engine/words/exit-codes.ts`.
 */
export interface FailureFacts {
  usage: { problem: string };
  'question-needed': { question: string; flag: string };
  stopped: { by: 'person' | 'SIGINT' | 'SIGTERM' | 'SIGHUP' };
  /** `serial`: the drive with this one is looked for, wherever it is plugged in. */
  'target-missing': { target: string; serial?: string };
  'target-busy': {
    target: string;
    holder?: string;
    holders?: readonly { readonly pid: number; readonly name: string; readonly how: 'open' | 'mounted' }[];
  };
  'target-mounted': { target: string; mounts: readonly string[] };
  'target-read-only': { target: string };
  'target-refused': { target: string; reason: string; refusal: string };
  'target-gone': { target: string; atByte?: number };
  'target-write-failed': { target: string; atByte: number; lengthBytes: number; errno: string };
  'target-read-failed': { target: string; atByte: number; lengthBytes: number; errno: string };
  'target-stalled': { target: string; silentMs: number };
  'target-flush-failed': { target: string; errno: string };
  /** `kind` is that of the plan's target. */
  'discard-impossible': { target: string; kind: 'drive' | 'file' };
  'permission-denied': { path: string };
  'elevation-missing': { target: string };
  'elevation-refused': { tool: string; said: string };
  'not-supported-here': { what: string; platform: string };
  'target-system': { target: string; reason: string };
  'identity-mismatch': { target: string; field: string; expected: string; found: string };
  'target-changed': { target: string; field: string; expected: string; found: string };
  'source-on-target': { target: string; source: string };
  /** A job wants to go on with a drive that has no serial, and it is not the device it was. `wayOut`: a sentence. */
  'drive-not-recognized': { target: string; sizeBytes?: number; isThere: boolean; wayOut: string };
  'never-touch': { target: string; serial: string };
  /** A truth test: what is beyond `realBytes` is not kept. */
  'capacity-false': TruthEvidence & {
    claimedBytes: number;
    realBytes: number;
    behaviour: 'drops' | 'wraps' | 'refuses';
  };
  /** A truth test: bytes were not kept, and in no pattern that says why. */
  'drive-unreliable': TruthEvidence & { atByte: number };
  'unmount-failed': { target: string; mount: string; said: string; holders?: string };
  'undo-missing': { job: string; why: string };
  'undo-incomplete': {
    job: string;
    target: string;
    lostBytes: number;
    atByte: number;
    exact: boolean;
    saved: readonly string[];
  };
  'tool-missing': { tool: string; package: string; what: string };
  'tool-failed': { tool: string; said: string };
  'verify-mismatch': { target: string; atByte: number; lengthBytes: number; badBytes: number; file?: string };
  'source-missing': { path: string };
  'source-unreadable': { path: string; errno: string; atByte?: number };
  /** `what` was being read when it ended; `expectedBytes` only when somebody said it. */
  'source-truncated': { path: string; expectedBytes?: number; foundBytes: number; what?: string };
  /** The container is broken at this place of the compressed file. */
  'source-damaged': { path: string; what: string; atByte?: number };
  /** `kind` tells what helps: trying again, another address, or a certificate. */
  'download-failed': { url: string; problem: string; kind: 'network' | 'refused' | 'certificate' };
  'source-changed': { path: string; what: string };
  'source-not-an-image': { path: string; found: string };
  /** `inside`: a checksum file in the image, and the first file it names that differs or is missing (`found` is then empty). */
  'checksum-wrong': {
    path: string;
    expected: string;
    found: string;
    checksumFile: string;
    inside?: { file: string; differing: number; missing: number; problem?: string };
  };
  /** No receipt, or one that was changed after it was made. */
  'receipt-invalid': { path: string; problem: string };
  'checksum-missing': { path: string };
  'loss-refused': { losses: number };
  'not-encodable': { structure: string; field: string; problem: string };
  'target-too-small': { target: string; needBytes: number; haveBytes: number };
  'no-space': { path: string; needBytes?: number; haveBytes?: number };
  'output-exists': { path: string };
  'output-not-writable': { path: string; errno: string };
  'plan-invalid': { problem: string };
  'job-missing': { job: string };
  'job-not-running': { job: string };
  /** `instead`: a sentence. */
  'job-not-resumable': { job: string; why: string; instead?: string };
  'job-died': { job: string; lastWords: string };
  internal: { problem: string };
}

/** On what a verdict about a drive stands. */
export interface TruthEvidence {
  readonly target: string;
  readonly test: 'quick' | 'full';
  readonly probes: number;
  readonly badProbes: number;
  /** What was on the drive before the test is on it again. */
  readonly restored: boolean;
}

export type FailureCode = keyof FailureFacts;

/** A failure as plain data: crosses the job's channel, stands in reports. */
export interface FailureReport<C extends FailureCode = FailureCode> {
  readonly code: C;
  readonly facts: FailureFacts[C];
  /** State of each target that was opened. */
  readonly targets?: Readonly<Record<string, TargetState>>;
}

/** The only error class that is expected; anything else is a bug of ours. */
export class Failure<C extends FailureCode = FailureCode> extends Error {
  readonly code: C;
  readonly facts: FailureFacts[C];

  constructor(code: C, facts: FailureFacts[C], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.name = 'Failure';
    this.code = code;
    this.facts = facts;
  }
}

/** Any thrown value as a Failure; what is not one becomes `internal` with its stack as cause. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Failure('internal', { problem }, { cause: error });
}
