import { type Dispatch, useEffect } from 'react';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import type { Wizard } from '../wizard/state.ts';
import { triedPath } from '../wizard/trial.ts';

/** Starts what is to be tried, and ends the machine when its page is closed. */
export function useTrial({ trials }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const path = triedPath(wizard);
  useEffect(() => {
    if (path === undefined || trials === undefined) return;
    const left = new AbortController();
    const { signal } = left;
    const onChosen: Parameters<typeof trials.try>[1]['onChosen'] = (chosen) =>
      dispatch({ do: 'trial', path, news: { chosen } });
    const onView: Parameters<typeof trials.try>[1]['onView'] = (view) =>
      dispatch({ do: 'trial', path, news: { view } });
    void trials.try({ path }, { onChosen, onView, signal }).then((end) => {
      if (!signal.aborted) dispatch({ do: 'trial', path, news: { end } });
    });
    return () => left.abort();
  }, [trials, path, dispatch]);
}
