import { natureOf } from '../plan/natures.ts';
import type { Plan } from '../plan/plan.ts';
import type { DoneFact } from './events.ts';

/**
 * Whether a job that said this last left something that it can go on with: a target with bytes on it that are not proved, or a map of
 * what was read of a medium.
 */
export function canGoOn(plan: Pick<Plan, 'do'>, { ok, report }: Pick<DoneFact, 'ok' | 'report'>): boolean {
  if (ok || natureOf(plan).goesOn === 'never') return false;
  if (report.medium?.mapPath !== undefined) return true;
  return (report.targets ?? []).some(({ state }) => state === 'unfinished' || state === 'written');
}
