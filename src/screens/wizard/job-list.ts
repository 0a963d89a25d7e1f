import { natureOf } from '../../engine/contract/plan/natures.ts';
import { runningFirst } from '../../words/job-times.ts';
import { t } from '../../words/language.ts';
import type { Command } from '../keys/binding.ts';
import type { Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import type { KnownJob } from '../ports.ts';
import { isMove, movedId } from './cursor.ts';
import { next } from './go-on.ts';
import { beginAttached } from './run.ts';
import type { Asking, JobAnswer, Wizard } from './state.ts';
import { back, withNotice } from './walk.ts';

/** `look`: what Enter does, by the state of the job. */
export type JobWish = 'look' | 'continue' | 'put-back';

const wishes: { readonly [C in Command]?: JobWish } = {
  next: 'look',
  continue: 'continue',
  undo: 'put-back',
};

/** The list of jobs was read; the cursor stays on its job, or goes to the first. */
export function withJobs(asking: Asking, known: readonly KnownJob[]): Asking {
  const jobs = runningFirst(known);
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
    return withNotice({ ...asking, jobList: { jobs: undefined, cursor } }, t().screens.jobs.readingAgain);
  const wish = command && wishes[command];
  if (wish !== undefined) {
    if (cursor === undefined) return withNotice(asking, t().screens.jobs.noneHere);
    return chooseJob(asking, cursor, wish, atMs);
  }
  if (command === undefined || !isMove(command)) return asking;
  const ids = jobs.map(({ id }) => id);
  return { ...asking, jobList: { jobs, cursor: movedId(ids, cursor, command) } };
}

/** What is done with a job hangs on its state. */
export function chooseJob(asking: Asking, id: string, what: JobWish, atMs: number): Wizard {
  const job = asking.jobList.jobs?.find((other) => other.id === id);
  if (job === undefined) return withNotice(asking, t().screens.jobs.notThere);
  const marked = { ...asking, jobList: { ...asking.jobList, cursor: id } };
  if (what === 'put-back') return chooseUndo(marked, job, atMs);
  if (what === 'continue') return chooseResume(marked, job, atMs);
  if (job.state === 'running') return beginAttached(marked, job, atMs);
  if (job.state === 'over') return { ...marked, overlay: { kind: 'job', scroll: 0 } };
  return chooseResume(marked, job, atMs);
}

function chooseResume(asking: Asking, job: KnownJob, atMs: number): Wizard {
  if (job.state === 'running') return withNotice(asking, t().screens.jobs.runsAlready);
  if (job.done?.ok) return withNotice(asking, t().screens.jobs.cameToEnd);
  if (natureOf(job.plan).goesOn === 'never') return withNotice(asking, t().screens.jobs.verifiedOnly);
  return job.resumable
    ? withJob(asking, { job, wish: 'go-on' }, atMs)
    : withNotice(asking, t().screens.jobs.nothingOnTarget);
}

function chooseUndo(asking: Asking, job: KnownJob, atMs: number): Wizard {
  if (job.state === 'running') return withNotice(asking, t().screens.jobs.stopFirst);
  if (!natureOf(job.plan).keeps) return withNotice(asking, t().screens.jobs.wroteNothing);
  return withJob(asking, { job, wish: 'put-back' }, atMs);
}

function withJob(asking: Asking, job: JobAnswer, atMs: number): Wizard {
  return next({ ...asking, answers: { ...asking.answers, job } }, atMs);
}
