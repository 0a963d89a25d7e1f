import { Failure, type FailureCode, type FailureFacts } from '../engine/contract/failure/failure.ts';
import { inEnglish } from './language.ts';

const makers = new WeakMap<Failure, () => FailureFacts[FailureCode]>();

/** A failure in whose facts a sentence stands: English for programs, and made once more for the person. */
export function spokenFailure<C extends FailureCode>(code: C, facts: () => FailureFacts[C]): Failure<C> {
  const failure = new Failure(code, inEnglish(facts));
  makers.set(failure as Failure, facts);
  return failure;
}

/** What is wrong with what was typed. */
export function usageFailure(problem: () => string): Failure<'usage'> {
  return spokenFailure('usage', () => ({ problem: problem() }));
}

/** The same failure with its facts in the language that is spoken now. */
export function asSpoken(failure: Failure): Pick<Failure, 'code' | 'facts'> {
  const facts = makers.get(failure);
  return facts === undefined ? failure : new Failure(failure.code, facts());
}
