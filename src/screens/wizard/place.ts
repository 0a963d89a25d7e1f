import type { Place } from '../keys/table.ts';
import { isBrowsing } from './browse.ts';
import type { Asking, Finished, Running } from './state.ts';

/** Where keys go now. */
export function placeOf(wizard: Asking | Running | Finished): Place {
  const { overlay } = wizard;
  if (overlay.kind === 'ask-stop' && wizard.at === 'finished') return 'over';
  if (overlay.kind === 'ask-quit' || overlay.kind === 'ask-stop') return overlay.kind;
  if (overlay.kind !== 'none') return 'scroll';
  if (wizard.at === 'running') return 'run';
  if (wizard.at === 'finished') return 'report';
  if (isBrowsing(wizard)) return wizard.browser.line === undefined ? 'source' : 'source-line';
  if (wizard.step === 'inside' && wizard.inside.line !== undefined) return 'inside-line';
  return wizard.step === 'pick' ? 'source' : wizard.step;
}
