import type { PlanTarget } from '../plan/plan.ts';
import type { Machine, OpenDrive } from '../ports/machine.ts';
import type { Target } from '../ports/target.ts';
import { openVirtualDrive } from '../targets/virtual-drive.ts';

/** Opens all targets of a plan, or none: what was opened is closed again when one fails. */
export async function openTargets(
  planned: readonly PlanTarget[],
  machine: Machine,
  options: OpenDrive,
): Promise<Target[]> {
  const opened: Target[] = [];
  try {
    for (const target of planned) opened.push(await openTarget(target, machine, options));
    return opened;
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

function openTarget(target: PlanTarget, machine: Machine, options: OpenDrive): Promise<Target> {
  if (target.kind === 'file') return openVirtualDrive(target.path, target.sizeBytes, options.purpose);
  return machine.openDrive(target.path, target.expect, options);
}

export async function closeAll(targets: readonly Target[]): Promise<void> {
  await Promise.all(targets.map((target) => target.abandon()));
}
