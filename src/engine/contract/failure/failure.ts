import type { Plan } from '../plan/plan.ts';
import type { AnswerProblem } from './answer-problem.ts';
import type { BesideFacts } from './beside-reasons.ts';
import type { DamageFacts, UnreadFacts } from './damage-reasons.ts';
import type { DiscFailures } from './disc-reasons.ts';
import type { DownloadFacts } from './download-reasons.ts';
import type { EncodeFacts } from './encode-reasons.ts';
import type { FilesUnfit } from './files-unfit.ts';
import type { HolderFacts } from './holder-facts.ts';
import type { IdentityFacts } from './identity-facts.ts';
import type { MapInvalid } from './map-invalid.ts';
import type { MountFailures } from './mount-failures.ts';
import { isOutOfFiles } from './out-of-files.ts';
import type { PackageFailures } from './package-failures.ts';
import type { CutFacts } from './reach.ts';
import type { ReadingFailures } from './reading-failures.ts';
import type { ReceiptFacts, UndoFacts } from './receipt-reasons.ts';
import type { RefusalFacts, TrustFacts } from './refusal-reasons.ts';
import type { SectorsMissing } from './sectors-missing.ts';
import { shownFacts } from './shown-address.ts';
import type { ChangeFacts, FoundFacts, PartFacts, ResumeFacts } from './source-reasons.ts';
import type { TargetFailures } from './target-failures.ts';
import type { TargetState } from './target-state.ts';
import type { TruthEvidence } from './truth-evidence.ts';
import type { ContainerFailures } from './unsupported-reasons.ts';
import type { UsageFacts } from './usage-reasons.ts';

/**
 * Every failure a person can meet: a permanent code and its facts, plain JSON.
 * The words for each are in `words/en/remedies` and `words/de/remedies`; the exit code in `engine/contract/failure/exit-codes.ts`.
 */
export interface FailureFacts
  extends ReadingFailures,
    ContainerFailures,
    MountFailures,
    DiscFailures,
    PackageFailures,
    TargetFailures {
  usage: { problem: string; because?: UsageFacts };
  'question-needed': { question: string; flag: string };
  stopped: { by: 'person' | 'SIGINT' | 'SIGTERM' | 'SIGHUP' };
  /** `kind` is that of the plan's target. */
  'discard-impossible': { target: string; kind: 'drive' | 'file' };
  'permission-denied': { path: string };
  'elevation-missing': { target: string };
  /** Code that would run as root, and that somebody else could change at `path`. */
  'install-not-safe': { path: string; why: string; because?: TrustFacts };
  'elevation-refused': { tool: string; said: string };
  'not-supported-here': { what: string; platform: string };
  /** The system did not say which drives there are. */
  'drives-unknown': { platform: string };
  'target-system': { target: string; reason: string; because?: RefusalFacts };
  'identity-mismatch': IdentityFacts;
  'target-changed': { target: string; field: string; expected: string; found: string };
  'source-on-target': { target: string; source: string; because?: RefusalFacts };
  /** A job wants to continue on a drive that has no serial number, and it is not the device it was. */
  'drive-not-recognized': {
    target: string;
    sizeBytes?: number;
    isThere: boolean;
    /** The command that starts over, word by word, for when somebody is sure which drive it is. */
    anew?: readonly string[];
    /** Where what was kept of the drive is. */
    keptIn?: string;
    /** The same as a sentence, in reports of version 0.1. */
    wayOut?: string;
  };
  'never-touch': { target: string; serial: string };
  /** A list of protected drives that exists, or may exist, but cannot be read. `problem` begins with its path. */
  'never-touch-unreadable': { problem: string; because?: RefusalFacts };
  /** A truth test: what is beyond `realBytes` is not kept. */
  'capacity-false': TruthEvidence & {
    claimedBytes: number;
    realBytes: number;
    behaviour: 'drops' | 'wraps' | 'refuses';
  };
  /** A truth test: bytes were not kept, in no pattern that explains why. */
  'drive-unreliable': TruthEvidence & { atByte: number };
  /** `holders` is the text of `heldBy`. */
  'unmount-failed': {
    target: string;
    mount: string;
    said: string;
    holders?: string;
    heldBy?: readonly HolderFacts[];
  };
  'undo-missing': { job: string; why: string; because?: UndoFacts };
  'undo-incomplete': {
    job: string;
    target: string;
    lostBytes: number;
    atByte: number;
    exact: boolean;
    saved: readonly string[];
  };
  /** No virtual machine can be started: the emulator, or firmware of that kind for it, is not installed. */
  'emulator-missing': { what: 'emulator' | 'uefi' | 'secure-boot'; platform: string };
  'tool-missing': { tool: string; package: string; what: string };
  'tool-failed': { tool: string; said: string };
  'verify-mismatch': { target: string; atByte: number; lengthBytes: number; badBytes: number; file?: string };
  /** `partitionOf`: the image that is there, of which a partition was named where only whole images are taken. */
  'source-missing': { path: string; partitionOf?: string };
  'source-unreadable': { path: string; errno: string; atByte?: number };
  /** The drive that is read went away, or answers nothing any more (`hangs`: not even with an error). */
  /** `sectorBytes`: where they are not of 512 bytes. */
  'medium-gone': { path: string; atByte: number; sectorBytes?: number; errno?: string; hangs?: true };
  'sectors-missing': SectorsMissing;
  'map-invalid': MapInvalid;
  /** The map belongs to another medium, or to another image of it. */
  'map-of-another': {
    map: string;
    /** `behind`: what is missing lies behind the end of this copy. */
    field: 'serial' | 'size' | 'image' | 'content' | 'behind';
    expected: string;
    found: string;
  };
  /** `what` was being read when it ended; `expectedBytes` only if something stated it. */
  'source-truncated': {
    path: string;
    expectedBytes?: number;
    foundBytes: number;
    what?: string;
    because?: PartFacts | CutFacts;
  };
  /** The container is broken at this place of the compressed file. */
  'source-damaged': { path: string; what: string; atByte?: number; because?: DamageFacts };
  /** `kind` tells what helps: trying again, another address, or a certificate. */
  'download-failed': {
    url: string;
    problem: string;
    kind: 'network' | 'refused' | 'certificate';
    because?: DownloadFacts;
  };
  /** `atByte`: of the image, where that is known. */
  'source-changed': { path: string; what: string; atByte?: number; because?: ChangeFacts };
  /** `meant`: the file beside it that this one is about. */
  'source-not-an-image': { path: string; found: string; because?: FoundFacts; meant?: string };
  /** `inside`: a checksum file in the image, and the first file it names that differs or is missing (`found` is then empty). */
  'checksum-wrong': {
    path: string;
    expected: string;
    found: string;
    checksumFile: string;
    inside?: { file: string; differing: number; missing: number; problem?: string; because?: UnreadFacts };
  };
  /** An image that isowright made, and that no longer conforms to the standards. `rule`: the first that is broken, and where. */
  'image-deviates': { path: string; deviations: number; rule: string; atByte: number };
  /** Not a receipt, or one that was changed after it was made. */
  'receipt-invalid': { path: string; problem: string; because?: ReceiptFacts };
  'checksum-missing': { path: string };
  /** Two checksum files, or two lines of one, say different things of one file. */
  'checksums-contradict': {
    path: string;
    first: string;
    firstHash: string;
    second: string;
    secondHash: string;
  };
  /** A signature that does not match what it signs, or was made with a key that is revoked, or has expired itself. */
  'signature-bad': { path: string; file: string; of: string; key: string; signer: string };
  /** The only checksum file that there is, and why it is not understood. */
  'checksum-not-understood': { path: string; checksumFile: string; why: string; because?: BesideFacts };
  'loss-refused': { losses: number };
  /** Entries that cannot be read; `first` are the paths of the first of them, all stand in the report's losses. */
  'content-missing': { path: string; missing: number; first: readonly string[] };
  'not-encodable': { structure: string; field: string; problem: string; because?: EncodeFacts };
  /** `isLeast`: it needs that, and maybe more. */
  'file-system-unfit': {
    target: string;
    fileSystem: string;
    why: 'too-small' | 'too-large' | 'cluster-size' | 'sector-size';
    /** For a stick that holds files: there is no other file system to choose. */
    forFiles?: true;
  };
  'files-unfit': FilesUnfit;
  /** Of the size that was asked for, of a stick that holds files. */
  'partition-too-small': { needBytes: number; haveBytes: number };
  /** An answer file for an installer that it would not read. */
  'answers-unfit': { readonly path: string } & AnswerProblem;
  'target-too-small': { target: string; needBytes: number; haveBytes: number; isLeast?: true };
  /** `quota`: the account's share is used up. */
  /** `stays`: what was read is kept there, and the same command goes on with it. */
  'no-space': { path: string; needBytes?: number; haveBytes?: number; quota?: boolean; stays?: true };
  /** `mostBytes`: what a file may have there, where that is known. */
  'output-too-large': { path: string; needBytes?: number; mostBytes?: number };
  'output-exists': { path: string };
  'output-not-writable': { path: string; errno: string };
  /** Others could replace the folders that are written to, or did. */
  'output-unsafe': { path: string; why: 'open-to-others' | 'swapped' | 'led-elsewhere' };
  /** `path`: the file that holds it. */
  'plan-invalid': { problem: string; path?: string };
  'job-missing': { job: string };
  'job-not-running': { job: string };
  /** `anew`: the plan that can only be started over; `instead`: a sentence. */
  'job-not-resumable': { job: string; why: string; instead?: string; anew?: Plan; because?: ResumeFacts };
  /** It did not respond to a stop, and was ended. */
  'stop-unheard': { job: string; silentMs: number };
  'job-died': { job: string; lastWords: string };
  /** This process, or the whole system, can open no more files. `openFiles`: what this process may. */
  'too-few-files': { openFiles?: number; needed?: number };
  internal: { problem: string };
}

export type FailureCode = keyof FailureFacts;

/** A failure as plain data: crosses the job's channel, stands in reports. */
export interface FailureReport<C extends FailureCode = FailureCode> {
  readonly code: C;
  readonly facts: FailureFacts[C];
  /** State of each target that was opened. */
  readonly targets?: Readonly<Record<string, TargetState>>;
}

/** The only error class that is expected; anything else is a bug of ours. Addresses in its facts are as they may be shown. */
export class Failure<C extends FailureCode = FailureCode> extends Error {
  readonly code: C;
  readonly facts: FailureFacts[C];

  constructor(code: C, facts: FailureFacts[C], options?: ErrorOptions) {
    const shown = shownFacts(facts);
    super(`${code} ${JSON.stringify(shown)}`, options);
    this.name = 'Failure';
    this.code = code;
    this.facts = shown;
  }
}

/** Any thrown value as a Failure; what is not one becomes `internal` with its stack as cause. */
export function asFailure(error: unknown): Failure {
  if (isFailure(error, 'too-few-files')) return error;
  // It says nothing about the file or drive that was to be opened.
  if (isOutOfFiles(error)) return new Failure('too-few-files', {}, { cause: error });
  if (error instanceof Failure) return error;
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Failure('internal', { problem }, { cause: error });
}

/** Whether a thrown value is this failure: its facts are of that kind then. */
export function isFailure<C extends FailureCode>(error: unknown, code: C): error is Failure<C> {
  return error instanceof Failure && error.code === code;
}
