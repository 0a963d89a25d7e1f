import type { Plan } from '../../engine/contract/plan/plan.ts';
import { taskOf } from '../../tasks/tasks.ts';
import { nameOf } from './paths.ts';

/** What a dry run of this plan looks at, by its name: `the folder tools-1.4.2`. */
export function lookedAtText(plan: Plan): string {
  const what = taskOf(plan).words.lookedAt(plan);
  return plan.source === undefined ? what : `${what} ${nameOf(plan.source.path)}`;
}
