import type { JobEvent } from '../../engine/jobs/events.ts';
import { asFailure } from '../../engine/ports/failure.ts';
import { exitCodeOf } from '../../engine/words/exit-codes.ts';

/** The last word of a job that could not begin, in the form every job's last word has. */
export function neverBegan(error: unknown, atMs: number): JobEvent {
  const failure = asFailure(error);
  const { code, facts } = failure;
  return {
    v: 1,
    job: '',
    at: new Date(atMs).toISOString(),
    event: 'done',
    ok: false,
    exitCode: exitCodeOf(failure),
    outcome: 'failed',
    report: { elapsedMs: 0, failure: { code, facts } },
  };
}
