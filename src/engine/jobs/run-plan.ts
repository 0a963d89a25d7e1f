import type { Plan } from '../plan/plan.ts';
import type { Clock } from '../ports/clock.ts';
import { asFailure, type Failure } from '../ports/failure.ts';
import type { Machine } from '../ports/machine.ts';
import type { ConfirmedFiles } from '../safety/confirmed-files.ts';
import type { Gate } from '../transfer/gate.ts';
import { exitCodeOf } from '../words/exit-codes.ts';
import type { DoneFact, JobFact, JobReport, Outcome, TargetReport } from './events.ts';
import { runMake } from './run-make.ts';
import { runRestore } from './run-restore.ts';
import { runUndo } from './run-undo.ts';
import { runVerify } from './run-verify.ts';
import { runWrite } from './run-write.ts';

/** What carrying out a plan needs from around it. */
export interface JobContext {
  readonly jobId: string;
  readonly machine: Machine;
  readonly clock: Clock;
  readonly gate: Gate;
  /** Aborted with the Failure `stopped` that names who stopped it. */
  readonly signal: AbortSignal;
  readonly onFact: (fact: JobFact) => void;
  /** Plan, measure, list the losses; write nothing. */
  readonly dryRun: boolean;
  /** What the plan's paths stood for when it was confirmed. */
  readonly files?: ConfirmedFiles | undefined;
  /** Of this program, for receipts. */
  readonly version?: string | undefined;
  /** Where the viewer serves standard input, for the source `-`. */
  readonly standardInput?: string | undefined;
  /** Target name → place before which an earlier run of this job made everything safe. */
  readonly resume?: ReadonlyMap<string, number>;
}

/** What one kind of plan has to say at its end. */
export interface Ending {
  readonly report: Omit<JobReport, 'elapsedMs' | 'failure'>;
  readonly failure?: Failure;
  /** All bytes were read back and compared. */
  readonly proved: boolean;
}

/** Carries out a plan; says `plan` first and returns the last word, `done`. Never throws. */
export async function runPlan(plan: Plan, context: JobContext): Promise<DoneFact> {
  const startedAtMs = context.clock.nowMs();
  context.onFact({ event: 'plan', plan });
  const ending = await carryOut(plan, context).catch(
    (error: unknown): Ending => ({ report: {}, failure: asFailure(error), proved: false }),
  );
  return lastWord(ending, context.clock.nowMs() - startedAtMs);
}

function carryOut(plan: Plan, context: JobContext): Promise<Ending> {
  switch (plan.do) {
    case 'make':
      return runMake(plan, context);
    case 'write':
      return runWrite(plan, context);
    case 'verify':
      return runVerify(plan, context);
    case 'undo':
      return runUndo(plan, context);
    case 'restore':
      return runRestore(plan, context);
  }
}

function lastWord({ report, failure, proved }: Ending, elapsedMs: number): DoneFact {
  const exitCode = failure ? exitCodeOf(failure) : 0;
  const whole = { elapsedMs, ...report };
  return {
    event: 'done',
    ok: failure === undefined,
    exitCode,
    outcome: outcomeOf(failure, proved),
    report: failure ? { ...whole, failure: failureReport(failure, report.targets ?? []) } : whole,
  };
}

function outcomeOf(failure: Failure | undefined, proved: boolean): Outcome {
  if (!failure) return proved ? 'done' : 'done-unverified';
  if (failure.code === 'stopped') return 'stopped';
  return failure.code === 'verify-mismatch' ? 'differs' : 'failed';
}

function failureReport(
  { code, facts }: Failure,
  targets: readonly TargetReport[],
): NonNullable<JobReport['failure']> {
  const states = targets.flatMap(({ target, state }) =>
    state === 'proved' ? [] : [[target, state] as const],
  );
  return { code, facts, targets: Object.fromEntries(states) };
}
