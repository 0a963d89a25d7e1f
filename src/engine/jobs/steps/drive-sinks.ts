import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import { targetsOf } from '../../contract/plan/parts.ts';
import type { PlanTarget, ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import type { Target } from '../../contract/ports/target.ts';
import { zeroAnywhere } from '../../write/targets/anywhere.ts';
import { watched } from '../../write/transfer/watched-target.ts';
import { foundTargets } from './found-targets.ts';
import type { JobContext } from './job-context.ts';
import { noteCached } from './note-cached.ts';
import { closeAll, openTargets } from './open-targets.ts';
import { prepareTargets } from './prepare-targets.ts';
import { refuseMedium, refuseOnMedium } from './refuse-medium.ts';
import type { Sink } from './rescue-sinks.ts';
import { unmountTargets } from './unmount-targets.ts';

/** A drive that becomes what the medium is. */
export interface DriveSink extends Sink {
  readonly kind: 'drive';
  readonly planned: PlanTarget;
  readonly target: Target;
}

export interface OpenedDrives {
  readonly planned: readonly PlanTarget[];
  readonly targets: readonly Target[];
}

/** Opens drives with everything that has to be so before a drive is written to. @throws Failure */
export async function openDrives(plan: ReadPlan, medium: Medium, context: JobContext): Promise<OpenedDrives> {
  const wanted = targetsOf(plan);
  if (wanted.length === 0) return { planned: [], targets: [] };
  const anew = ['read', plan.source.path, '-o', 'DRIVE'];
  const planned = (await foundTargets(wanted, anew, context)).map(({ target }) => target);
  for (const target of planned) await refuseOnMedium(target, medium, context);
  await unmountTargets(planned, context);
  const targets = await openTargets(planned, context.machine, { purpose: 'write' }, context.files);
  try {
    for (const [index, target] of targets.entries())
      await refuseMedium(target, present(planned[index]), medium);
    noteCached(targets, context);
    return { planned, targets };
  } catch (error) {
    await closeAll(targets);
    throw error;
  }
}

/** None is touched when one of them cannot hold it. @throws Failure `target-too-small` */
export function refuseSmall({ targets }: OpenedDrives, needBytes: number): void {
  const small = targets.find(({ capacityBytes }) => capacityBytes < needBytes);
  if (!small) return;
  throw new Failure('target-too-small', { target: small.name, needBytes, haveBytes: small.capacityBytes });
}

/**
 * What has to be done to drives before they are written to: they are tested, and what undo needs is kept. Then their beginnings are
 * wiped: a drive that is broken off looks neither like what it was nor like what it was to be.
 *
 * @returns a sink for each, and why it must not be written to, if so
 */
export async function driveSinks(
  { planned, targets }: OpenedDrives,
  plan: ReadPlan,
  context: JobContext,
): Promise<readonly DriveSink[]> {
  if (targets.length === 0) return [];
  // The end of a table may be written at the end of the drive.
  const ready = await prepareTargets(targets, { targets: targetsOf(plan), test: undefined }, context);
  const { clock, onFact } = context;
  return ready.map((prepared, index): DriveSink => {
    const own = present(planned[index]);
    // One that does not answer is told, and given up: the others are not to wait for it.
    const target = watched(prepared, { nowMs: () => clock.nowMs(), onNote: onFact });
    return {
      kind: 'drive',
      path: own.path,
      planned: own,
      target,
      hand: { fd: -1, isFresh: false, headBytes: target.headBytes },
      sync: () => target.flush(),
    };
  });
}

/** Its descriptor, once its beginning is wiped. @throws Failure of a drive that must not be written to */
export async function lentSink(sink: DriveSink): Promise<DriveSink> {
  const { target } = sink;
  if (!target.lend) throw new Failure('internal', { problem: `${target.name}: not-lent` });
  const fd = await target.lend();
  await zeroAnywhere(target, 0, target.headBytes);
  await target.flush();
  return { ...sink, hand: { ...sink.hand, fd } };
}
