import type { BurnStage } from '../../../contract/failure/disc-reasons.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import type { DiscKind } from '../../../contract/plan/disc.ts';

const BLOCK_BYTES = 2048;
/** Its own words are long; the first that tells of a failure is the cause. */
const SAID = /^(?:xorriso|libburn|libisofs|libisoburn) : (?:FAILURE|FATAL|SORRY|ABORT) : (.+)$/m;
const MOST_LETTERS = 200;

export interface XorrisoTrouble {
  readonly target: string;
  readonly path: string;
  readonly stage: BurnStage;
  readonly kind?: DiscKind | undefined;
}

/** What xorriso says when it ends badly, as a failure that a person can act on. */
export function xorrisoFailure(said: string, { target, path, stage, kind }: XorrisoTrouble): Failure {
  const [, need, have] = / (\d{1,12})s exceeds free space on media (\d{1,12})s/.exec(said) ?? [];
  if (need !== undefined && have !== undefined)
    return new Failure('target-too-small', {
      target,
      needBytes: Number(need) * BLOCK_BYTES,
      haveBytes: Number(have) * BLOCK_BYTES,
    });
  if (stage === 'prepare' && /busy/i.test(said)) return new Failure('target-busy', { target });
  if (/permission/i.test(said)) return new Failure('permission-denied', { path });
  if (/not found|no such (?:file|device)/i.test(said)) return new Failure('target-gone', { target });
  const sense = (SAID.exec(said)?.[1] ?? 'xorriso').slice(0, MOST_LETTERS);
  return new Failure('disc-failed', { target, ...(kind && { kind }), stage, sense });
}
