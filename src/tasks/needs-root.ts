import { targetsOf } from '../engine/contract/plan/parts.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';

/** Drives are opened by root only; files by whoever owns them. */
export function opensDrives(plan: Plan): boolean {
  return targetsOf(plan).some(({ kind }) => kind === 'drive');
}
