import type { JobHandle, Jobs } from '../engine/contract/ports/jobs.ts';

/** BEL: terminals ring, flash, or mark their window. ECMA-48 §8.3.3. */
export const BELL = '\u0007';

/** Jobs that ring when they end, for whoever went away meanwhile. A dry run is over before anybody could. `ring` gets the exit code. */
export function ringing(jobs: Jobs, ring: (exitCode: number) => void): Jobs {
  const withBell = (job: JobHandle): JobHandle => {
    void job.ended.then(ring);
    return job;
  };
  return {
    start: (plan, options) =>
      options?.dryRun ? jobs.start(plan, options) : withBell(jobs.start(plan, options)),
    resume: (id, options) => withBell(jobs.resume(id, options)),
  };
}
