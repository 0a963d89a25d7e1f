import type { RestorePlan } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import type { Ending, JobContext } from './run-plan.ts';

/** A drive becomes an empty, ordinary one again. */
export async function runRestore(_plan: RestorePlan, _context: JobContext): Promise<Ending> {
  throw new Failure('internal', { problem: 'not there yet' });
}
