import type { JobEvent } from '../events/events.ts';
import type { Plan } from '../plan/plan.ts';

/** What a face (screens, cli) needs to have a plan carried out in a separate process. */
export interface Jobs {
  /** Starts the job process. `dryRun`: plans and reports size, label and losses in `done`, changes nothing. */
  start(plan: Plan, options?: StartOptions): JobHandle;
  /** Continues an interrupted job in a new process. */
  resume(job: string, options?: Pick<StartOptions, 'elevate' | 'standardInput'>): JobHandle;
}

export interface StartOptions {
  readonly dryRun?: boolean;
  /** Through sudo, doas or pkexec; the terminal must have been handed over until `ready` resolves. */
  readonly elevate?: boolean;
  /** A socket on which standard input is served, when the plan's source is `-`. */
  readonly standardInput?: string | undefined;
  /** What the plan's paths stood for when they were resolved. Default: as at their last dry run, otherwise as now. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}

export interface JobHandle {
  readonly id: string;
  /** The job process is up and speaking (passwords are over); rejects with a Failure if it never came up. */
  readonly ready: Promise<void>;
  /** Every event from the first on, also for late listeners. Returns the way to stop listening. */
  onEvent(listener: (event: JobEvent) => void): () => void;
  send(command: JobCommand): void;
  /** Resolves with the exit code after the last event `done`. Never rejects: a dead job gets its own `done`. */
  readonly ended: Promise<number>;
}

export type JobCommand = { readonly do: 'pause' } | { readonly do: 'resume' } | { readonly do: 'stop' };
