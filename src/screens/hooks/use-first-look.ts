import { type Dispatch, useEffect } from 'react';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import { pathUnderCursor } from '../wizard/browse.ts';
import type { Wizard } from '../wizard/state.ts';

/** Whoever moves on sooner was not interested. */
const RESTS_MS = 150;

/** Looks at the file under the cursor once the cursor rests there; moving on gives the look up. */
export function useFirstLook({ files }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const path = wizard.at === 'asking' ? pathUnderCursor(wizard) : undefined;
  useEffect(() => {
    const { look } = files;
    if (path === undefined || look === undefined) return;
    const moved = new AbortController();
    const timer = setTimeout(() => {
      look(path, moved.signal).then(
        (found) => moved.signal.aborted || dispatch({ do: 'looked', path, look: found }),
        () => undefined,
      );
    }, RESTS_MS);
    return () => {
      clearTimeout(timer);
      moved.abort();
    };
  }, [files, path, dispatch]);
}
