import { natureOf } from '../engine/contract/plan/natures.ts';
import { targetsOf } from '../engine/contract/plan/parts.ts';
import type { Plan, PlanTarget } from '../engine/contract/plan/plan.ts';
import type { Machine } from '../engine/contract/ports/machine.ts';

/** What is asked of a machine to know whether root is needed. */
export type Rights = Pick<Machine, 'isPrivileged' | 'hasOwnRights'>;

/** Drives are opened by root, and by whom they are given to; files by whoever owns them. */
export function opensDrives(plan: Plan): boolean {
  return openedDrives(plan).length > 0;
}

/** Drives that the job opens: those it writes or compares, and the one it reads. */
export function openedDrives(plan: Plan): string[] {
  return opened(plan).map(({ path }) => path);
}

/** This user may open every drive of the plan, and nothing must be unmounted for it. */
export function opensByItself(plan: Plan, { hasOwnRights }: Rights): boolean {
  const drives = opened(plan);
  return (
    drives.length > 0 &&
    drives.every(({ path, unmount, purpose }) => !unmount && hasOwnRights?.(path, purpose))
  );
}

interface Opened {
  readonly path: string;
  readonly purpose: 'read' | 'write';
  readonly unmount?: boolean | undefined;
}

/** An undo is no new write, and puts bytes back all the same. */
function opened(plan: Plan): Opened[] {
  const purpose = natureOf(plan).writes ? 'write' : 'read';
  const { source } = plan;
  const medium = source?.kind === 'medium' && source.path.startsWith('/dev/') ? [source] : [];
  return [
    ...targetsOf(plan)
      .filter(isDrive)
      .map(({ path, unmount }) => ({ path, unmount, purpose }) as const),
    ...medium.map(({ path }) => ({ path, purpose: 'read' }) as const),
  ];
}

type PlannedDrive = Extract<PlanTarget, { kind: 'drive' }>;

const isDrive = (target: PlanTarget): target is PlannedDrive => target.kind === 'drive';
