import type { JobFact } from '../../contract/events/events.ts';
import type { JobReport } from '../../contract/events/report.ts';
import type { Failure } from '../../contract/failure/failure.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import type { Plan } from '../../contract/plan/plan.ts';
import type { Clock } from '../../contract/ports/clock.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import type { Gate } from '../../write/transfer/gate.ts';

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
  /** Nothing can be kept of this job: a full disk, a system that is only read. */
  readonly hasNoFolder?: boolean | undefined;
  /** The whole plan, when a part of it is carried out. */
  readonly plan?: Plan | undefined;
  /** What the plan's paths stood for when it was confirmed. */
  readonly files?: ConfirmedFiles | undefined;
  /** What is not read in the plan's folder, because the person whom the job works for may not: paths in it. */
  readonly closed?: readonly string[] | undefined;
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
