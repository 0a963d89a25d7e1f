import type { TargetReport } from '../engine/contract/events/report.ts';
import type { KindFacts } from './kind-words.ts';
import { t } from './language.ts';

/** What a target is now, as the end of a sentence that begins with its name. */
export function stateText(state: TargetReport['state'], kind?: KindFacts): string {
  return state === 'proved' && kind !== undefined ? kind.words.proved : t().states[state];
}
