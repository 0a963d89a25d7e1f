import { senseText } from '../../bytes/formats/mmc/sense.ts';
import type { BurnStage } from '../../contract/failure/disc-reasons.ts';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import type { DiscKind } from '../../contract/plan/disc.ts';
import { verdictOf } from './burner.ts';
import { isScsiError } from './scsi-error.ts';

/** What was going on when something failed. */
export interface Burning {
  readonly target: string;
  readonly kind?: DiscKind | undefined;
  readonly stage: BurnStage;
  /** Of the image, where that says something. */
  readonly atByte?: number;
  readonly lengthBytes?: number;
}

/** An answer of the drive as a failure that a person can act on; anything else as it is. */
export function burnFailure(error: unknown, burning: Burning): Failure {
  if (!isScsiError(error)) return asFailure(error);
  const { target, kind, stage, atByte = 0, lengthBytes = 0 } = burning;
  const sense = senseText(error.sense);
  const verdict = verdictOf(error);
  const cause = { cause: error };
  if (verdict === 'full') {
    const facts = { target, needBytes: atByte + lengthBytes, haveBytes: atByte, isLeast: true } as const;
    return new Failure('target-too-small', facts, cause);
  }
  if (verdict === 'protected') return new Failure('target-read-only', { target }, cause);
  if (stage === 'prove')
    return new Failure('target-read-failed', { target, atByte, lengthBytes, errno: sense }, cause);
  if (verdict === 'spoiled') {
    const { block } = error.sense;
    const facts = {
      target,
      ...(kind && { kind }),
      stage,
      sense,
      ...(block !== undefined && { atBlock: block }),
    };
    return new Failure('disc-failed', facts, cause);
  }
  const command = error.opcode.toString(16).toUpperCase().padStart(2, '0');
  return new Failure('drive-refuses', { target, stage, command, sense }, cause);
}
