import type { Plan, PlanTarget } from './plan.ts';

/** Drives, and files used as drives; none for a plan that has no place for them. */
export function targetsOf(plan: Plan): readonly PlanTarget[] {
  return plan.targets ?? [];
}

/** Files that it makes; the first one names what stands beside them. */
export function outputsOf({ output, otherOutputs = [] }: Pick<Plan, 'output' | 'otherOutputs'>) {
  return output === undefined ? [] : [output, ...otherOutputs];
}

/** Where the plan's bytes go, or what it compares with: an output file, or its targets. */
export function endsOf(plan: Plan): string[] {
  return [...outputsOf(plan), ...targetsOf(plan)].map(({ path }) => path);
}

/** True when the result is read back, or read at all, and compared. */
export function provesTargets(plan: Plan): boolean {
  const isSaved = plan.source?.kind === 'medium' && plan.output !== undefined;
  return plan.verify ?? (isSaved || targetsOf(plan).length > 0);
}
