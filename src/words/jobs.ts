import type { DoneFact } from '../engine/contract/events/events.ts';
import { t } from './language.ts';

/** How a job stands, in one or two words. */
export function jobStateText(state: 'running' | 'interrupted' | 'over', done: DoneFact | undefined): string {
  const words = t().jobStates;
  if (state === 'running') return words.running;
  return state === 'interrupted' || done === undefined ? words.brokenOff : words[done.outcome];
}
