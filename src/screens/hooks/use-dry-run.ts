import { type Dispatch, useEffect } from 'react';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import type { JobHandle } from '../../engine/contract/ports/jobs.ts';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import type { Wizard } from '../wizard/state.ts';
import { neverBegan } from './never-began.ts';

/** A dry run of the plan on the summary screen: its size, and what the image cannot keep. Another plan stops it. */
export function useDryRun({ jobs, now }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const planKey = wizard.at === 'asking' ? wizard.summary.planKey : undefined;
  useEffect(() => {
    if (planKey === undefined) return;
    const plan: Plan = JSON.parse(planKey);
    const handle = jobs.start(plan, { dryRun: true });
    handle.ready.catch((error) => dispatch({ do: 'dry-run', planKey, event: neverBegan(error, now()) }));
    const off = handle.onEvent((event) => dispatch({ do: 'dry-run', planKey, event }));
    return () => {
      off();
      stopUnlessEnded(handle);
    };
  }, [jobs, planKey, now, dispatch]);
}

function stopUnlessEnded(handle: JobHandle): void {
  const running = Symbol('running');
  void Promise.race([handle.ended, Promise.resolve(running)]).then((state) => {
    if (state === running) handle.send({ do: 'stop' });
  });
}
