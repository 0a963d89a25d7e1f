import { natureOf } from '../engine/contract/plan/natures.ts';
import { endsOf } from '../engine/contract/plan/parts.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { finishedJobs, removeJobs } from '../engine/jobs/folder/clean-jobs.ts';
import { findJob, listJobs, type StoredJob } from '../engine/jobs/folder/job-store.ts';
import { inputMissing } from '../engine/jobs/process/job-record.ts';
import { commandLine } from '../tasks/command-line.ts';
import { needsRoot } from '../tasks/tasks.ts';
import { begunText, runningFirst } from '../words/job-times.ts';
import { t } from '../words/language.ts';
import { toldDone } from '../words/note-details.ts';
import { countOf } from '../words/sizes.ts';
import { spokenFailure } from '../words/spoken-failure.ts';
import type { Face } from './face.ts';
import { followJob, inputFor } from './follow.ts';
import type { CommonOptions, Given } from './given.ts';
import { demandOwnFilesApart } from './own-files.ts';
import { tell, tellJson } from './tell.ts';

/** `isowright jobs` */
export async function jobs(
  { json, clean, names, dryRun }: CommonOptions & Given<'clean' | 'names'>,
  face: Face,
): Promise<number> {
  if (clean) return cleanUp({ ...(json && { json }), ...(dryRun && { dryRun }) }, face);
  const stored = listJobs();
  if (names) {
    tell(face.out, ...stored.map((job) => `${job.id}  ${aboutJob(job)}`));
    return 0;
  }
  if (json) {
    const rows = stored.map(({ id, path, state, paused, plan, done }) => ({
      id,
      path,
      state,
      ...(paused && { paused }),
      plan,
      ...(done && { done: toldDone(done) }),
    }));
    tellJson(face.out, { jobs: rows }, 2);
  } else tell(face.out, ...(stored.length === 0 ? [t().cli.jobs.none] : runningFirst(stored).map(describe)));
  return 0;
}

/** `isowright jobs --clean`: finished jobs lose what undo would need; those that can go on stay. */
function cleanUp({ json, dryRun }: CommonOptions, face: Face): number {
  const finished = finishedJobs();
  const removed = dryRun ? finished.map(({ id }) => id) : removeJobs(finished);
  if (json) tellJson(face.out, { removed }, 2);
  else {
    const say = t().cli.jobs;
    const count = countOf(removed.length, t().nouns.finishedJob);
    tell(face.out, dryRun ? say.wouldBeRemoved(count) : say.removed(count));
  }
  return 0;
}

function describe(job: StoredJob): string {
  const { id, state, paused, done } = job;
  const outcome = state === 'over' ? (done?.outcome ?? '') : paused ? 'paused' : state;
  return `${id}  ${begunText(id)}  ${outcome.padEnd(15)}  ${aboutJob(job)}`;
}

/** `write debian.iso → /dev/sdb` */
function aboutJob({ plan }: StoredJob): string {
  const to = endsOf(plan).join(', ');
  return `${plan.do} ${subjectOf(plan)}${to ? ` → ${to}` : ''}`;
}

function subjectOf(plan: Plan): string {
  return plan.source?.path ?? plan.job ?? '';
}

/** `isowright resume JOB`; what came from standard input is piped in once more. */
export async function resume(id: string, options: CommonOptions, face: Face): Promise<number> {
  const stored = findJob(id);
  refuseAnew(stored);
  await demandOwnFilesApart(stored.plan, options, face);
  const elevate = needsRoot(stored.plan, face.machine);
  const input = await inputFor(stored.plan, face, inputMissing(id));
  try {
    const job = face.jobs.resume(stored.id, { elevate, standardInput: input?.path });
    return await followJob(job, stored.plan, options, face);
  } finally {
    await input?.close();
  }
}

/** The job would say so too; here it can be said how it is started anew. @throws Failure `job-not-resumable` */
function refuseAnew({ id, plan, state, done }: StoredJob): void {
  if (natureOf(plan).goesOn !== 'never' || state === 'running' || done?.ok) return;
  throw spokenFailure('job-not-resumable', () => ({
    job: id,
    why: t().cli.jobs.keepsNothing,
    instead: t().cli.jobs.startAnew(commandLine(plan)),
  }));
}
