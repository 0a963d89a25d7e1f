import type { Failure, FailureCode, FailureReport } from '../ports/failure.ts';

/** The exit codes of the command line contract. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  stopped: 3,
  device: 4,
  safety: 5,
  differs: 6,
  badSource: 7,
  doesNotFit: 8,
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

/** Which exit code each failure ends in. A missing code does not compile. */
const byFailure: { readonly [C in FailureCode]: number } = {
  usage: exitCodes.usage,
  'question-needed': exitCodes.usage,
  stopped: exitCodes.stopped,
  'target-missing': exitCodes.device,
  'target-busy': exitCodes.device,
  'target-mounted': exitCodes.device,
  'target-read-only': exitCodes.device,
  'target-refused': exitCodes.device,
  'target-gone': exitCodes.device,
  'target-write-failed': exitCodes.device,
  'target-read-failed': exitCodes.device,
  'target-stalled': exitCodes.device,
  'target-flush-failed': exitCodes.device,
  'discard-impossible': exitCodes.device,
  'permission-denied': exitCodes.device,
  'elevation-missing': exitCodes.device,
  'elevation-refused': exitCodes.device,
  'not-supported-here': exitCodes.device,
  'capacity-false': exitCodes.device,
  'drive-unreliable': exitCodes.device,
  'unmount-failed': exitCodes.device,
  'drive-not-recognized': exitCodes.safety,
  'never-touch': exitCodes.safety,
  'undo-missing': exitCodes.failed,
  'undo-incomplete': exitCodes.failed,
  'tool-missing': exitCodes.failed,
  'tool-failed': exitCodes.failed,
  'target-system': exitCodes.safety,
  'identity-mismatch': exitCodes.safety,
  'target-changed': exitCodes.safety,
  'source-on-target': exitCodes.safety,
  'verify-mismatch': exitCodes.differs,
  'source-missing': exitCodes.badSource,
  'source-unreadable': exitCodes.badSource,
  'source-truncated': exitCodes.badSource,
  'source-damaged': exitCodes.badSource,
  'download-failed': exitCodes.badSource,
  'source-changed': exitCodes.badSource,
  'source-not-an-image': exitCodes.badSource,
  'checksum-wrong': exitCodes.badSource,
  'receipt-invalid': exitCodes.badSource,
  'checksum-missing': exitCodes.badSource,
  'loss-refused': exitCodes.badSource,
  'not-encodable': exitCodes.badSource,
  'target-too-small': exitCodes.doesNotFit,
  'no-space': exitCodes.doesNotFit,
  'output-exists': exitCodes.usage,
  'output-not-writable': exitCodes.device,
  'plan-invalid': exitCodes.usage,
  'job-missing': exitCodes.usage,
  'job-not-running': exitCodes.failed,
  'job-not-resumable': exitCodes.usage,
  'job-died': exitCodes.failed,
  internal: exitCodes.failed,
};

/** The exit code for a failure; a stop by a signal keeps the signal's own. */
export function exitCodeOf(failure: Failure | FailureReport): number {
  if (failure.code !== 'stopped') return byFailure[failure.code];
  const { by } = failure.facts as { by: 'person' | 'SIGINT' | 'SIGTERM' | 'SIGHUP' };
  return by === 'person' ? exitCodes.stopped : exitCodes[by];
}
