import type { JobEvent } from '../../contract/events/events.ts';
import type { Failure } from '../../contract/failure/failure.ts';
import { notResumable } from '../../contract/failure/source-failures.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { natureOf } from '../../contract/plan/natures.ts';
import type { Plan } from '../../contract/plan/plan.ts';
import { cleanOldJobs } from '../folder/clean-jobs.ts';
import { type JobFolder, makeJobFolder, openJobFolder } from '../folder/job-folder.ts';
import { findJob, ownProcess, safePlaces } from '../folder/job-store.ts';
import { wholePlan } from '../folder/secret-address.ts';
import { storedClosed, storedFiles } from '../folder/stored-files.ts';
import type { JobOrder } from './job-order.ts';
import { type JobSocket, openJobSocket } from './job-socket.ts';

/** Where a job's events are kept, and where later viewers find it. */
export interface JobRecord {
  readonly path: string;
  say(event: JobEvent): void;
  close(): Promise<void>;
}

export interface OpenedRecord {
  readonly plan: Plan;
  /** What its paths stood for when it was confirmed; of a job that goes on what still holds of that. */
  readonly files?: ConfirmedFiles | undefined;
  /** What is not read in the folder of the plan, because the person may not. */
  readonly closed?: readonly string[] | undefined;
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
  const { plan, files, closed } = order;
  if (order.dryRun) return { plan, files, closed };
  cleanOldJobs(Date.now(), order.plan.job);
  const folder = await makeJobFolder(order.job, order.plan, ownProcess(), { files, closed }).catch(
    () => undefined,
  );
  return { plan, files, closed, ...(folder && { record: await recordIn(folder, onCommand) }) };
}

async function resumeRecord(
  { job, standardInput }: Extract<JobOrder, { do: 'resume' }>,
  onCommand: (message: unknown) => void,
): Promise<OpenedRecord> {
  const stored = findJob(job);
  if (stored.state === 'running') throw notResumable(job, { reason: 'running' });
  if (stored.done?.ok) throw notResumable(job, { reason: 'proved' });
  if (natureOf(stored.plan).goesOn === 'never') throw notResumable(job, { reason: 'kept-nothing' });
  if (stored.plan.source?.path === '-' && standardInput === undefined) throw inputMissing(job);
  const resume = safePlaces(stored);
  const folder = await openJobFolder(stored.path, ownProcess());
  const record = await recordIn(folder, onCommand);
  const plan = wholePlan(stored.path, stored.plan);
  const { path } = stored;
  return { plan, files: storedFiles(path), closed: storedClosed(path), resume, record };
}

/** What came down a pipe is gone; what makes it can be asked again. */
export function inputMissing(job: string): Failure {
  return notResumable(job, { reason: 'input-gone' });
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
