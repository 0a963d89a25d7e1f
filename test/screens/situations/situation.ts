import type { Shown } from '../../../src/screens/views/screen-view.ts';
import { START_MS } from '../../words/progress/replay.ts';
import type { Driver } from '../drive-wizard.ts';

/** A screen in one situation, with fixed data: what the snapshots hold and `npm run demo` shows. */
export interface Situation {
  readonly screen: string;
  readonly name: string;
  /** What it is at, and what time it is. */
  make(): { readonly wizard: Shown; readonly nowMs: number };
}

export function situation(screen: string, name: string, drive: () => Driver, afterMs = 0): Situation {
  return {
    screen,
    name,
    make() {
      const { wizard } = drive();
      if (wizard.at === 'left') throw new Error(`${screen} ${name}: the wizard has left`);
      return { wizard, nowMs: START_MS + afterMs };
    },
  };
}
