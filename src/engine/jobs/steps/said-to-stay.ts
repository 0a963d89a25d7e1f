import { Failure, isFailure } from '../../contract/failure/failure.ts';
import { endsOf } from '../../contract/plan/parts.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Ending } from './job-context.ts';
import type { StartedMap } from './rescue-map.ts';

/**
 * A reading that came to its end because its disk is full; when something was read, that stays there and is gone on with, which whoever
 * meets the failure is told. One of several outputs is left behind instead.
 *
 * @throws Failure what `reading` throws
 */
export async function orSaidToStay(
  plan: ReadPlan,
  { map, goesOn }: StartedMap,
  reading: () => Promise<Ending>,
): Promise<Ending> {
  const givenBytes = map.totals['+'];
  const told = <E>(error: E): E | Failure => {
    const isKept = endsOf(plan).length === 1 && (goesOn || map.totals['+'] > givenBytes);
    return isKept && isFailure(error, 'no-space')
      ? new Failure('no-space', { ...error.facts, stays: true }, { cause: error })
      : error;
  };
  try {
    const ending = await reading();
    return ending.failure ? { ...ending, failure: told(ending.failure) } : ending;
  } catch (error) {
    throw told(error);
  }
}
