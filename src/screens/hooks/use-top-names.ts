import { type Dispatch, useEffect } from 'react';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import { driveId } from '../wizard/drive-list.ts';
import type { Wizard } from '../wizard/state.ts';
import { drivesToName, namesOf } from '../wizard/tops.ts';

/** Looks for names on chosen drives while the options are asked, so that they are there when they are needed. */
export function useTopNames({ files }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const drives = wizard.at === 'asking' ? drivesToName(wizard) : [];
  const ids = drives.map(driveId).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drives are those of the ids
  useEffect(() => {
    if (ids === '' || files.topNames === undefined) return;
    let isOver = false;
    namesOf(drives, files).then(
      (tops) => {
        if (!isOver) dispatch({ do: 'topped', tops });
      },
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [files, ids, dispatch]);
}
