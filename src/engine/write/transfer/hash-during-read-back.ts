import type { Pass } from './pass-parts.ts';
import type { TransferJob } from './transfer-job.ts';

/** True when the SHA-256 and the last look at the source have time until the target is read back. */
export function isLate({ unseenUntilProved, approve, source, targets, write, verify }: LateFacts): boolean {
  // What is to be approved must be known before.
  return unseenUntilProved === true && !approve && targets.length === 1 && write && verify && !source.mapped;
}

type LateFacts = Pick<TransferJob, 'unseenUntilProved' | 'approve' | 'targets' | 'write' | 'verify'> & {
  readonly source: { readonly mapped?: unknown };
};

/** Works while the source is looked at for the last time; a source that changed ends the work. */
export async function whileSettling(
  { job: { source, signal }, seen }: Pick<Pass, 'job' | 'seen'>,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const change = new AbortController();
  const settling = Promise.resolve(source.settle?.(seen)).catch((error: unknown) => change.abort(error));
  try {
    await work(AbortSignal.any([signal, change.signal]));
  } finally {
    await settling;
  }
  change.signal.throwIfAborted();
}
