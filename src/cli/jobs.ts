import { attachJob } from '../engine/jobs/attach-job.ts';
import { findJob, listJobs, type StoredJob } from '../engine/jobs/job-store.ts';
import type { Plan } from '../engine/plan/plan.ts';
import { Failure } from '../engine/ports/failure.ts';
import { closingLines } from '../engine/words/closing.ts';
import type { CommonOptions, Face } from './face.ts';
import { followJob, needsRoot } from './follow.ts';

/** `isowright jobs` */
export async function jobs({ json }: CommonOptions, face: Face): Promise<number> {
  const stored = listJobs();
  if (json) {
    const rows = stored.map(({ id, path, state, plan, done }) => ({
      id,
      path,
      state,
      plan,
      ...(done && { done }),
    }));
    face.out(`${JSON.stringify({ jobs: rows }, undefined, 2)}\n`);
  } else
    face.out(stored.length === 0 ? 'No jobs yet.\n' : stored.map((job) => `${describe(job)}\n`).join(''));
  return 0;
}

function describe({ id, state, plan, done }: StoredJob): string {
  const to = plan.do === 'make' ? plan.output.path : plan.targets.map(({ path }) => path).join(', ');
  const outcome = state === 'over' ? (done?.outcome ?? '') : state;
  return `${id}  ${outcome.padEnd(15)}  ${plan.do} ${subjectOf(plan)}${to ? ` → ${to}` : ''}`;
}

function subjectOf(plan: Plan): string {
  return plan.source?.path ?? ('job' in plan ? plan.job : '');
}

/** `isowright attach [JOB]`: a running job with its history; one that is over is told by its last word. */
export async function attach(id: string | undefined, options: CommonOptions, face: Face): Promise<number> {
  const stored = findJob(id);
  if (stored.state === 'running') {
    const job = attachJob(stored);
    await job.ready;
    return followJob(job, stored.plan, { ...options, leaveOnInterrupt: true }, face);
  }
  if (!stored.done) throw new Failure('job-not-running', { job: stored.id });
  if (options.json) face.out(`${JSON.stringify(stored.done)}\n`);
  else for (const line of closingLines(stored.done, { plan: stored.plan })) face.out(`${line}\n`);
  return stored.done.exitCode;
}

/** `isowright resume JOB` */
export async function resume(id: string, options: CommonOptions, face: Face): Promise<number> {
  const stored = findJob(id);
  const elevate = needsRoot(stored.plan) && !face.machine.isPrivileged();
  return followJob(face.jobs.resume(stored.id, { elevate }), stored.plan, options, face);
}
