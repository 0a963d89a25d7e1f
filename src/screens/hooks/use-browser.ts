import { type Dispatch, useEffect } from 'react';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import { folderOfTyped } from '../wizard/complete.ts';
import { resolvePath } from '../wizard/paths.ts';
import type { Wizard } from '../wizard/state.ts';
import { whenThere } from './when-there.ts';

/** What the browser asks for beside its folder: names that complete a path, and places to start from. */
export function useBrowser({ files }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const isBrowsing = wizard.at === 'asking' && wizard.step === 'source';
  const browser = isBrowsing ? wizard.browser : undefined;
  const folder = browser?.folder;
  const completing = browser?.completing;
  const wantsPlaces = browser?.places === 'reading';

  useEffect(
    () =>
      whenThere(
        completing,
        (text) =>
          files.list(resolvePath(folderOfTyped(text), { cwd: folder ?? files.cwd, home: files.home })),
        (text, listing) => dispatch({ do: 'completed', text, listing }),
      ),
    [files, folder, completing, dispatch],
  );
  useEffect(
    () =>
      whenThere(
        wantsPlaces ? 'places' : undefined,
        async () => (await files.places?.()) ?? [],
        (_, places) => dispatch({ do: 'placed', places }),
      ),
    [files, wantsPlaces, dispatch],
  );
}
