import { finishedJobs, removeJobs } from '../engine/jobs/clean-jobs.ts';
import { inputMissing } from '../engine/jobs/job-record.ts';
import { findJob, listJobs, type StoredJob } from '../engine/jobs/job-store.ts';
import type { Plan } from '../engine/plan/plan.ts';
import { countOf } from '../engine/words/sizes.ts';
import type { CommonOptions, Face } from './face.ts';
import { followJob, inputFor, needsRoot } from './follow.ts';

export interface JobsFlags extends CommonOptions {
  /** Remove what is finished. */
  readonly clean?: boolean;
}

/** `isowright jobs` */
export async function jobs({ json, clean, dryRun }: JobsFlags, face: Face): Promise<number> {
  if (clean) return cleanUp({ ...(json && { json }), ...(dryRun && { dryRun }) }, face);
  const stored = listJobs();
  if (json) {
    const rows = stored.map(({ id, path, state, paused, plan, done }) => ({
      id,
      path,
      state,
      ...(paused && { paused }),
      plan,
      ...(done && { done }),
    }));
    face.out(`${JSON.stringify({ jobs: rows }, undefined, 2)}\n`);
  } else
    face.out(stored.length === 0 ? 'No jobs yet.\n' : stored.map((job) => `${describe(job)}\n`).join(''));
  return 0;
}

/** `isowright jobs --clean`: finished jobs lose what undo would need; those that can go on stay. */
function cleanUp({ json, dryRun }: CommonOptions, face: Face): number {
  const finished = finishedJobs();
  const removed = dryRun ? finished.map(({ id }) => id) : removeJobs(finished);
  if (json) face.out(`${JSON.stringify({ removed }, undefined, 2)}\n`);
  else face.out(`${countOf(removed.length, 'finished job')} ${dryRun ? 'would be removed' : 'removed'}\n`);
  return 0;
}

function describe({ id, state, paused, plan, done }: StoredJob): string {
  const to = plan.do === 'make' ? plan.output.path : plan.targets.map(({ path }) => path).join(', ');
  const outcome = state === 'over' ? (done?.outcome ?? '') : paused ? 'paused' : state;
  return `${id}  ${outcome.padEnd(15)}  ${plan.do} ${subjectOf(plan)}${to ? ` → ${to}` : ''}`;
}

function subjectOf(plan: Plan): string {
  return plan.source?.path ?? ('job' in plan ? plan.job : '');
}

/** `isowright resume JOB`; what came from standard input is piped in once more. */
export async function resume(id: string, options: CommonOptions, face: Face): Promise<number> {
  const stored = findJob(id);
  const elevate = needsRoot(stored.plan) && !face.machine.isPrivileged();
  const input = await inputFor(stored.plan, face, inputMissing(id));
  try {
    const job = face.jobs.resume(stored.id, { elevate, standardInput: input?.path });
    return await followJob(job, stored.plan, options, face);
  } finally {
    await input?.close();
  }
}
