import type { Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import type { KnownJob } from '../ports.ts';
import { isMove, movedId } from './cursor.ts';
import { next } from './go-on.ts';
import { beginAttached } from './run.ts';
import type { Asking, JobAnswer, Wizard } from './state.ts';
import { back, withNotice } from './walk.ts';

/** `look`: what Enter does, by the state of the job. */
export type JobWish = 'look' | 'continue' | 'undo';

/** The list of jobs was read; the cursor stays on its job, or goes to the newest. */
export function withJobs(asking: Asking, jobs: readonly KnownJob[]): Asking {
  const { cursor } = asking.jobList;
  const isThere = jobs.some(({ id }) => id === cursor);
  return { ...asking, jobList: { jobs, cursor: isThere ? cursor : jobs[0]?.id } };
}

export function markedJob({ jobList: { jobs = [], cursor } }: Asking): KnownJob | undefined {
  return jobs.find(({ id }) => id === cursor);
}

/** A key on the list of jobs. */
export function onJobsKey(asking: Asking, key: Key, atMs: number): Wizard {
  const { jobs = [], cursor } = asking.jobList;
  const command = commandAt('jobs', key);
  if (command === 'back') return back(asking, atMs);
  if (command === 'rescan')
    return withNotice({ ...asking, jobList: { jobs: undefined, cursor } }, 'Reading the list of jobs again.');
  if (command === 'next' || command === 'undo' || command === 'continue') {
    if (cursor === undefined) return withNotice(asking, 'There is no job here.');
    return chooseJob(asking, cursor, command === 'next' ? 'look' : command, atMs);
  }
  if (command === undefined || !isMove(command)) return asking;
  const ids = jobs.map(({ id }) => id);
  return { ...asking, jobList: { jobs, cursor: movedId(ids, cursor, command) } };
}

/** What is done with a job hangs on its state. */
export function chooseJob(asking: Asking, id: string, what: JobWish, atMs: number): Wizard {
  const job = asking.jobList.jobs?.find((other) => other.id === id);
  if (job === undefined) return withNotice(asking, 'This job is not there any more.');
  const marked = { ...asking, jobList: { ...asking.jobList, cursor: id } };
  if (what === 'undo') return chooseUndo(marked, job, atMs);
  if (what === 'continue') return chooseResume(marked, job, atMs);
  if (job.state === 'running') return beginAttached(marked, job, atMs);
  if (job.state === 'over') return { ...marked, overlay: { kind: 'job', scroll: 0 } };
  return chooseResume(marked, job, atMs);
}

function chooseResume(asking: Asking, job: KnownJob, atMs: number): Wizard {
  if (job.state === 'running') return withNotice(asking, 'It is running already: Enter looks at it.');
  if (job.done?.ok) return withNotice(asking, 'It came to its end: there is nothing to go on with.');
  if (job.plan.do === 'verify')
    return withNotice(asking, 'A verification has nothing to go on with: start it anew.');
  return job.resumable
    ? withJob(asking, { job, do: 'resume' }, atMs)
    : withNotice(asking, 'Nothing of it is on a target: start it anew.');
}

function chooseUndo(asking: Asking, job: KnownJob, atMs: number): Wizard {
  if (job.state === 'running') return withNotice(asking, 'It is still running: stop it first.');
  if (job.plan.do !== 'write' && job.plan.do !== 'restore')
    return withNotice(asking, 'This job wrote to no drive: there is nothing to put back.');
  return withJob(asking, { job, do: 'undo' }, atMs);
}

function withJob(asking: Asking, job: JobAnswer, atMs: number): Wizard {
  return next({ ...asking, answers: { ...asking.answers, job } }, atMs);
}
