import { exitCodes } from '../../engine/contract/failure/exit-codes.ts';
import type { Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import { isMove, scrolled } from './cursor.ts';
import { left, wishFor } from './leave.ts';
import { type Asking, type Finished, NO_OVERLAY, type Running, type Wizard } from './state.ts';

/** A key while something lies over the screen; the screen below gets none of them. */
export function onOverlayKey(wizard: Asking | Running | Finished, key: Key, maxScroll: number): Wizard {
  const { overlay } = wizard;
  switch (overlay.kind) {
    case 'none':
      return wizard;
    case 'ask-quit':
      return onQuestion(wizard, key, 'ask-quit', () => left(exitCodes.stopped, wizard.earlier));
    case 'ask-stop':
      if (wizard.at === 'finished')
        return commandAt('over', key) === 'close' ? { ...wizard, overlay: NO_OVERLAY } : wizard;
      return onQuestion(wizard, key, 'ask-stop', stopJob);
    default: {
      const command = commandAt('scroll', key);
      if (command === 'close') return { ...wizard, overlay: NO_OVERLAY };
      if (command === undefined || !isMove(command)) return wizard;
      return { ...wizard, overlay: { ...overlay, scroll: scrolled(overlay.scroll, command, maxScroll) } };
    }
  }
}

function onQuestion(
  wizard: Asking | Running | Finished,
  key: Key,
  place: 'ask-quit' | 'ask-stop',
  onYes: (wizard: Asking | Running | Finished) => Wizard,
): Wizard {
  const command = commandAt(place, key);
  if (command === 'yes') return onYes(wizard);
  return command === 'no' ? { ...wizard, overlay: NO_OVERLAY } : wizard;
}

function stopJob(wizard: Asking | Running | Finished): Wizard {
  return wizard.at === 'running' ? { ...wizard, wish: wishFor(wizard, 'stop'), overlay: NO_OVERLAY } : wizard;
}
