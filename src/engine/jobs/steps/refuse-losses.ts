import { isMissing, isOfFat, type Loss } from '../../contract/events/loss.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { PlanSource } from '../../contract/plan/plan.ts';

/** Paths that the failure itself names. */
const NAMED = 20;

/** What forbids making an image of files that lose something: content that is missing, or any loss where none is allowed. */
export function lossFailure(source: PlanSource, losses: readonly Loss[]): Failure | undefined {
  if (source.kind === 'image') return undefined;
  const { strict, allowMissing } = source.author;
  const missing = losses.filter(isMissing);
  if (missing.length > 0 && !allowMissing) {
    const first = missing.slice(0, NAMED).map(({ path }) => path);
    return new Failure('content-missing', { path: source.path, missing: missing.length, first });
  }
  const counted = losses.filter((loss) => !isOfFat(loss)).length;
  return strict && counted > 0 ? new Failure('loss-refused', { losses: counted }) : undefined;
}
