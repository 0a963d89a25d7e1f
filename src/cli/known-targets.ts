import { targetsOf } from '../engine/contract/plan/parts.ts';
import type { PlanTarget } from '../engine/contract/plan/plan.ts';
import { findJob } from '../engine/jobs/folder/job-store.ts';
import type { Face } from './face.ts';

/** Targets of a job of this user; root's are not seen from here, and then none are known. */
export function knownTargets(job: string, { machine }: Face): readonly PlanTarget[] {
  try {
    return targetsOf(findJob(job).plan);
  } catch (error) {
    if (machine.isPrivileged()) throw error;
    return [];
  }
}
