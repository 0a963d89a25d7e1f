import { randomInt } from 'node:crypto';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { WritePlan } from '../../contract/plan/plan.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import { withinStop } from '../../write/transfer/stopping.ts';
import type { JobContext } from './job-context.ts';
import { closeAll } from './open-targets.ts';

/** Looked at after a discard: both ends, and so many places between. */
const PLACES = 64;
const PLACE_BYTES = 65_536;

/** Before anything is touched. @throws Failure `discard-impossible` for a drive that has no way to forget */
export async function refuseDiscard(
  { discard, targets: planned }: Pick<WritePlan, 'discard' | 'targets'>,
  targets: readonly Target[],
): Promise<void> {
  const index = discard ? targets.findIndex((target) => !target.discard) : -1;
  if (index < 0) return;
  await closeAll(targets);
  throw new Failure('discard-impossible', {
    target: present(targets[index]).name,
    kind: present(planned[index]).kind,
  });
}

/**
 * Has the drives forget everything before the first byte. A drive that gives zeros afterwards needs no zeros written;
 * whether it does is seen by reading some of it now, and all that counts is compared at the end.
 *
 * @returns for each target whether zeros may be left out
 */
export async function discardTargets(
  { discard, verify }: Pick<WritePlan, 'discard' | 'verify'>,
  targets: readonly Target[],
  context: JobContext,
): Promise<readonly boolean[]> {
  // A job that goes on has written already.
  if (!discard || context.resume) return targets.map(() => false);
  const all = Promise.all(targets.map(async (target) => (await forget(target, context)) && verify));
  return (await withinStop(context.signal, all)) ?? targets.map(() => false);
}

/** @returns whether it seems to hold nothing but zeros now */
async function forget(target: Target, { onFact, signal }: JobContext): Promise<boolean> {
  if (target.refusal) return false;
  signal.throwIfAborted();
  const { name } = target;
  onFact({ event: 'note', code: 'discarding', target: name });
  try {
    await target.discard?.();
    const isZero = await readsZeros(target);
    onFact({ event: 'note', code: 'discarded', target: name, ...(isZero && { text: 'zeros' }) });
    return isZero;
  } catch (error) {
    // The write needs no discard, only time.
    const { code, facts } = asFailure(error);
    onFact({ event: 'note', code: 'not-discarded', target: name, facts: { failure: { code, facts } } });
    return false;
  }
}

async function readsZeros(target: Target): Promise<boolean> {
  const unitBytes = Math.max(target.blockBytes, Math.min(PLACE_BYTES, target.capacityBytes));
  const units = Math.floor(target.capacityBytes / unitBytes);
  if (units === 0) return false;
  const bytes = alignedBytes(unitBytes);
  const places = [0, units - 1, ...Array.from({ length: PLACES }, () => randomInt(units))];
  for (const place of places) {
    await target.read(place * unitBytes, bytes);
    if (bytes.some((byte) => byte !== 0)) return false;
  }
  return true;
}
