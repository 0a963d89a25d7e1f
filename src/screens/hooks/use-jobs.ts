import { type Dispatch, useEffect } from 'react';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import type { Wizard } from '../wizard/state.ts';

/** Reads the list of jobs when it is on the screen and not known. */
export function useJobs({ jobs }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const isWanted = wizard.at === 'asking' && wizard.step === 'jobs' && wizard.jobList.jobs === undefined;
  useEffect(() => {
    if (!isWanted) return;
    let isOver = false;
    const answer = (found: Awaited<ReturnType<typeof jobs.list>>) => {
      if (!isOver) dispatch({ do: 'jobs-listed', jobs: found });
    };
    jobs.list().then(answer, () => answer([]));
    return () => {
      isOver = true;
    };
  }, [jobs, isWanted, dispatch]);
}
