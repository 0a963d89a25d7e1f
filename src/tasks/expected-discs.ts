import type { DiscReport } from '../engine/contract/events/report.ts';
import { targetsOf } from '../engine/contract/plan/parts.ts';
import type { Plan, PlanTarget } from '../engine/contract/plan/plan.ts';

/** The plan, which now expects exactly the discs that a dry run found and a person saw. */
export function expectingDiscs(plan: Plan, discs: readonly DiscReport[] = []): Plan {
  if (discs.length === 0) return plan;
  const targets = targetsOf(plan).map((target): PlanTarget => {
    const disc = discs.find(({ path }) => path === target.path)?.disc;
    if (target.kind !== 'drive' || disc === undefined) return target;
    const { kind, state, freeBlocks } = disc;
    return { ...target, expect: { ...target.expect, disc: { kind, state, freeBlocks } } };
  });
  return { ...plan, targets } as Plan;
}
