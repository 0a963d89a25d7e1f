import type { Plan } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import { commandLine } from '../words/command-line.ts';
import { cleanOldJobs } from './clean-jobs.ts';
import type { JobEvent } from './events.ts';
import { type JobFolder, makeJobFolder, openJobFolder } from './job-folder.ts';
import type { JobOrder } from './job-order.ts';
import { type JobSocket, openJobSocket } from './job-socket.ts';
import { findJob, ownProcess, safePlaces } from './job-store.ts';

/** Where a job's events are kept, and where later viewers find it. */
export interface JobRecord {
  readonly path: string;
  say(event: JobEvent): void;
  close(): Promise<void>;
}

export interface OpenedRecord {
  readonly plan: Plan;
  /** Absent for a dry run, and where nothing can be kept: then the job runs all the same. */
  readonly record?: JobRecord;
  /** Target name → place before which everything is safe. Present when a job goes on. */
  readonly resume?: ReadonlyMap<string, number>;
}

/** @throws Failure `job-missing`, `job-not-resumable`, `permission-denied` */
export async function openRecord(
  order: JobOrder,
  onCommand: (message: unknown) => void,
): Promise<OpenedRecord> {
  if (order.do === 'resume') return resumeRecord(order, onCommand);
  if (order.dryRun) return { plan: order.plan };
  cleanOldJobs(Date.now(), order.plan.do === 'undo' ? order.plan.job : undefined);
  const folder = await makeJobFolder(order.job, order.plan, ownProcess()).catch(() => undefined);
  return folder ? { plan: order.plan, record: await recordIn(folder, onCommand) } : { plan: order.plan };
}

async function resumeRecord(
  { job, standardInput }: Extract<JobOrder, { do: 'resume' }>,
  onCommand: (message: unknown) => void,
): Promise<OpenedRecord> {
  const stored = findJob(job);
  if (stored.state === 'running') throw new Failure('job-not-resumable', { job, why: 'it is still running' });
  if (stored.done?.ok) throw new Failure('job-not-resumable', { job, why: 'it is done and proved' });
  if (stored.plan.do === 'verify')
    throw new Failure('job-not-resumable', {
      job,
      why: 'a comparison keeps nothing that it could go on with',
      instead: `Start it anew: ${commandLine(stored.plan)}`,
    });
  if (stored.plan.source?.path === '-' && standardInput === undefined) throw inputMissing(job);
  const resume = safePlaces(stored);
  const folder = await openJobFolder(stored.path, ownProcess());
  return { plan: stored.plan, resume, record: await recordIn(folder, onCommand) };
}

/** What came down a pipe is gone; what makes it can be asked again. */
export function inputMissing(job: string): Failure {
  return new Failure('job-not-resumable', {
    job,
    why: 'its source was standard input, which nobody kept',
    instead: `Pipe the same image in again: … | isowright resume ${job}`,
  });
}

/** Without a socket (a file system that has none) the job runs, and cannot be attached to. */
async function recordIn(folder: JobFolder, onCommand: (message: unknown) => void): Promise<JobRecord> {
  const socket: JobSocket | undefined = await openJobSocket(folder.path, onCommand).catch(() => undefined);
  return {
    path: folder.path,
    say(event) {
      folder.record(event);
      socket?.say(event);
    },
    async close() {
      await socket?.close();
      await folder.close();
    },
  };
}
