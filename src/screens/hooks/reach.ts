import type { JobHandle } from '../../engine/contract/ports/jobs.ts';
import type { WizardJobs } from '../ports.ts';
import type { Running } from '../wizard/state.ts';

/** The job behind a running wizard: started for its plan, gone on with, or running already. */
export function reach(
  jobs: WizardJobs,
  { plan, from }: Pick<Running, 'plan' | 'from'>,
  elevate: boolean,
): JobHandle {
  if (from.kind === 'attach') return jobs.attach(from.job);
  return from.kind === 'resume' ? jobs.resume(from.job, { elevate }) : jobs.start(plan, { elevate });
}
