import type { Plan } from '../../engine/plan/plan.ts';

/** Drives are opened by root; files and folders are not. */
export function needsRoot(plan: Plan, machine: { isPrivileged(): boolean }): boolean {
  return plan.do !== 'make' && plan.targets.some(({ kind }) => kind === 'drive') && !machine.isPrivileged();
}
