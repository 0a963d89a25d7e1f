import { basename, join } from 'node:path';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import { jobsFolder } from '../../host/state/state-folder.ts';
import { capsuleBase } from '../../write/undo/capsule.ts';
import { isOfThisStart } from '../folder/stored-files.ts';
import { type FoundAgain, findAgain } from './find-again.ts';
import type { JobContext } from './job-context.ts';
import type { Left } from './resume-targets.ts';
import { truthBase } from './truth-test.ts';

/**
 * The targets of a plan; a job that goes on looks for its drives anew: they may be plugged in elsewhere now.
 *
 * @param anew the command that does the same from its beginning
 */
export async function foundTargets(
  targets: readonly PlanTarget[],
  anew: readonly string[],
  { resume, machine, jobId, files = {} }: JobContext,
): Promise<readonly FoundAgain[]> {
  if (!resume) return targets.map((target) => ({ target, known: 'same' }));
  const isThisStart = isOfThisStart(join(jobsFolder(), jobId));
  return Promise.all(
    targets.map((target) => findAgain(target, { machine, isThisStart, files, way: { anew } })),
  );
}

/** What the earlier run of a job that goes on left of a target, under the name it had then. */
export function leftOf(
  { path }: PlanTarget,
  { known }: FoundAgain,
  { resume, jobId }: Pick<JobContext, 'resume' | 'jobId'>,
): Left {
  const folder = join(jobsFolder(), jobId);
  return {
    safeToByte: resume?.get(basename(path)) ?? 0,
    capsuleBase: capsuleBase(folder, path),
    truthBase: truthBase(folder, path),
    known,
  };
}
