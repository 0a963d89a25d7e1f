import { exitCodeOf } from '../failure/exit-codes.ts';
import type { Failure, FailureReport } from '../failure/failure.ts';
import type { DoneFact, JobEvent, JobFact, Outcome } from './events.ts';
import type { JobReport, TargetReport } from './report.ts';

/** How a job ended. */
export interface JobEnding {
  readonly report: Omit<JobReport, 'elapsedMs' | 'failure'>;
  readonly failure?: Failure | undefined;
  /** Everything that was written was read back and found equal. */
  readonly proved: boolean;
  readonly elapsedMs: number;
}

/** `done`, the last event of every job. */
export function lastWord({ report, failure, proved, elapsedMs }: JobEnding): DoneFact {
  const whole = { elapsedMs, ...report };
  if (!failure) return ended(0, proved ? 'done' : 'done-unverified', whole);
  return endedBy(failure, { ...whole, failure: failureReport(failure, report.targets ?? []) });
}

/** The same for a job that could not begin, or could not report it itself: nothing is known about its targets. */
export function lastWordOf(failure: Failure): DoneFact {
  const { code, facts } = failure;
  return endedBy(failure, { elapsedMs: 0, failure: { code, facts } });
}

/** A fact as it is sent and kept. `job` is empty where there was none. */
export function eventOf(fact: JobFact, job: string, atMs: number): JobEvent {
  return { v: 1, job, at: new Date(atMs).toISOString(), ...fact };
}

function endedBy(failure: Failure, report: JobReport): DoneFact {
  return ended(exitCodeOf(failure), outcomeOf(failure), report);
}

function ended(exitCode: number, outcome: Outcome, report: JobReport): DoneFact {
  const ok = report.failure === undefined;
  return { event: 'done', ok, exitCode, outcome, report };
}

function outcomeOf({ code }: Failure): Outcome {
  if (code === 'stopped' || code === 'stop-unheard') return 'stopped';
  return code === 'verify-mismatch' ? 'differs' : 'failed';
}

function failureReport({ code, facts }: Failure, targets: readonly TargetReport[]): FailureReport {
  const states = targets.flatMap(({ target, state }) =>
    state === 'proved' ? [] : [[target, state] as const],
  );
  return { code, facts, targets: Object.fromEntries(states) };
}
