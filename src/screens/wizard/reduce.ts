import type { Action } from './action.ts';
import { left, seenWith } from './leave.ts';
import { onAnswer } from './on-answer.ts';
import { onKeys, onPaste } from './on-keys.ts';
import { onWorld } from './on-world.ts';
import type { Finished, Wizard } from './state.ts';

/** (wizard, what happened) → wizard. Pure: time and facts come in with the action. */
export function reduce(wizard: Wizard, action: Action): Wizard {
  switch (action.do) {
    case 'keys':
      return onKeys(wizard, action);
    case 'paste':
      return onPaste(wizard, action.text);
    case 'looked-into':
    case 'inside-listed':
    case 'extracting':
    case 'extracted':
    case 'listed':
    case 'placed':
    case 'looked':
    case 'completed':
    case 'found':
    case 'output-found':
    case 'version-found':
    case 'drives':
    case 'topped':
    case 'jobs-listed':
    case 'rechecked':
    case 'dry-run':
    case 'trial':
    case 'job':
      return onWorld(wizard, action);
    case 'leave':
      return left(action.exitCode, seenBy(wizard));
    default:
      return wizard.at === 'asking' ? onAnswer({ ...wizard, notice: undefined }, action) : wizard;
  }
}

function seenBy(wizard: Wizard): readonly Finished[] {
  if (wizard.at === 'left') return wizard.finished;
  return wizard.at === 'finished' ? seenWith(wizard) : wizard.earlier;
}
