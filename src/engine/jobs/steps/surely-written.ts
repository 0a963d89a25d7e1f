import { basename } from 'node:path';
import { natureOf } from '../../contract/plan/natures.ts';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import { type StoredJob, safePlaces, saidNote } from '../folder/job-store.ts';

/**
 * How many bytes from its beginning on a job surely overwrote on a target, by what it said and by its journal. 0 where writes
 * may have been spared. A note of what was overwritten that says less is not to be believed.
 */
export function surelyWrittenBytes(job: StoredJob, target: PlanTarget): number {
  const { plan, done } = job;
  // Only what can go on where it stopped says in its journal how far it came.
  if (natureOf(plan).goesOn !== 'there') return 0;
  if (plan.delta || plan.discard || saidNote(job, 'block-map')) return 0;
  if (done?.ok) return done.report.source?.sizeBytes ?? 0;
  return safePlaces(job).get(basename(target.path)) ?? 0;
}
