import type { Place } from '../keys/table.ts';
import type { Asking, Finished, Running } from './state.ts';

/** Where keys go now. */
export function placeOf(wizard: Asking | Running | Finished): Place {
  const { overlay } = wizard;
  if (overlay.kind === 'ask-stop' && wizard.at === 'finished') return 'over';
  if (overlay.kind === 'ask-quit' || overlay.kind === 'ask-stop') return overlay.kind;
  if (overlay.kind !== 'none') return 'scroll';
  if (wizard.at === 'running') return 'run';
  if (wizard.at === 'finished') return 'report';
  return wizard.step === 'source' && wizard.browser.line !== undefined ? 'source-line' : wizard.step;
}
