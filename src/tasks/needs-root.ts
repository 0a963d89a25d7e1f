import { natureOf } from '../engine/contract/plan/natures.ts';
import { targetsOf } from '../engine/contract/plan/parts.ts';
import type { Plan, PlanTarget } from '../engine/contract/plan/plan.ts';
import type { Machine } from '../engine/contract/ports/machine.ts';

/** What is asked of a machine to know whether root is needed. */
export type Rights = Pick<Machine, 'isPrivileged' | 'hasOwnRights'>;

/** Drives are opened by root, and by whom they are given to; files by whoever owns them. */
export function opensDrives(plan: Plan): boolean {
  return targetsOf(plan).some(isDrive);
}

/** The device that is read sector by sector, if there is one. */
export function mediumDeviceOf({ source }: Plan): string | undefined {
  return source?.kind === 'medium' && source.path.startsWith('/dev/') ? source.path : undefined;
}

/** This user may open every drive of the plan, and nothing must be unmounted for it. */
export function opensByItself(plan: Plan, { hasOwnRights }: Rights): boolean {
  const medium = mediumDeviceOf(plan);
  if (medium !== undefined && !hasOwnRights?.(medium, 'read')) return false;
  const drives = targetsOf(plan).filter(isDrive);
  const purpose = writesDrives(plan) ? 'write' : 'read';
  const opensAny = medium !== undefined || drives.length > 0;
  return opensAny && drives.every(({ path, unmount }) => !unmount && hasOwnRights?.(path, purpose));
}

/** An undo is no new write, and puts bytes back all the same. */
function writesDrives(plan: Plan): boolean {
  return natureOf(plan).writes;
}

type PlannedDrive = Extract<PlanTarget, { kind: 'drive' }>;

const isDrive = (target: PlanTarget): target is PlannedDrive => target.kind === 'drive';
