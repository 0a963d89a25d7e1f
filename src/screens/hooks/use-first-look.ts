import { type Dispatch, useEffect } from 'react';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import { pathToLookAt, pathUnderCursor } from '../wizard/browse.ts';
import type { Wizard } from '../wizard/state.ts';

/** Whoever moves on sooner was not interested. */
const RESTS_MS = 150;

/** Looks at the file under the cursor once the cursor rests there, then at those around it; moving on gives a look up. */
export function useFirstLook({ files }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const asking = wizard.at === 'asking' ? wizard : undefined;
  const path = asking && pathToLookAt(asking);
  const cursor = asking && pathUnderCursor(asking);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cursor that moves gives the look up
  useEffect(() => {
    const { look } = files;
    if (path === undefined || look === undefined) return;
    const moved = new AbortController();
    const tell = (found: Awaited<ReturnType<typeof look>>): void => {
      if (!moved.signal.aborted) dispatch({ do: 'looked', path, look: found });
    };
    const timer = setTimeout(() => {
      look(path, moved.signal).then(tell, () => tell(undefined));
    }, RESTS_MS);
    return () => {
      clearTimeout(timer);
      moved.abort();
    };
  }, [files, path, cursor, dispatch]);
}
