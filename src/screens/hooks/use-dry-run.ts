import { type Dispatch, useEffect, useRef } from 'react';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import type { JobHandle } from '../../engine/contract/ports/jobs.ts';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import type { Looked, Wizard } from '../wizard/state.ts';
import { neverBegan } from './never-began.ts';

/**
 * Dry runs of the plan on the summary screen, and of what is compared with it: sizes, and what cannot be kept. One that
 * nobody wants any more is stopped.
 */
export function useDryRun({ jobs, now }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const asking = wizard.at === 'asking' ? wizard : undefined;
  const wanted = [asking?.summary, asking?.otherWay].flatMap((looked) => keyOf(looked) ?? []);
  const running = useRef(new Map<string, () => void>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: keys are texts, the array is another one each time
  useEffect(() => {
    const { current } = running;
    for (const [key, stop] of current)
      if (!wanted.includes(key)) {
        current.delete(key);
        stop();
      }
    for (const key of wanted)
      if (!current.has(key)) current.set(key, begin(planKeyOf(key), { jobs, now }, dispatch));
  }, [jobs, wanted.join('\n'), now, dispatch]);
  useEffect(() => () => stopAll(running.current), []);
}

/** A plan that is looked at anew is another run. */
function keyOf(looked: Looked | undefined): string | undefined {
  return looked?.planKey === undefined ? undefined : `${looked.askedAtMs} ${looked.planKey}`;
}

const planKeyOf = (key: string) => key.slice(key.indexOf(' ') + 1);

function stopAll(running: Map<string, () => void>): void {
  for (const stop of running.values()) stop();
  running.clear();
}

/** @returns how it is stopped */
function begin(
  planKey: string,
  { jobs, now }: Pick<WizardPorts, 'jobs' | 'now'>,
  dispatch: Dispatch<Action>,
): () => void {
  const plan: Plan = JSON.parse(planKey);
  const handle = jobs.start(plan, { dryRun: true });
  handle.ready.catch((error) => dispatch({ do: 'dry-run', planKey, event: neverBegan(error, now()) }));
  const off = handle.onEvent((event) => dispatch({ do: 'dry-run', planKey, event }));
  return () => {
    off();
    stopUnlessEnded(handle);
  };
}

function stopUnlessEnded(handle: JobHandle): void {
  const running = Symbol('running');
  void Promise.race([handle.ended, Promise.resolve(running)]).then((state) => {
    if (state === running) handle.send({ do: 'stop' });
  });
}
