import { neverBegan } from '../hooks/never-began.ts';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import type { Asking, Looked } from '../wizard/state.ts';
import { isAskedWhichWay } from '../wizard/two-ways.ts';

type Ports = Pick<WizardPorts, 'jobs' | 'now'>;

/** The events of a dry run, unless this plan had one. */
export async function dryRun({ jobs, now }: Ports, { planKey, progress }: Looked): Promise<Action[]> {
  if (planKey === undefined || progress.done !== undefined) return [];
  const actions: Action[] = [];
  const handle = jobs.start(JSON.parse(planKey), { dryRun: true });
  const off = handle.onEvent((event) => actions.push({ do: 'dry-run', planKey, event }));
  try {
    await handle.ready;
    await handle.ended;
  } catch (error) {
    actions.push({ do: 'dry-run', planKey, event: neverBegan(error, now()) });
  }
  off();
  return actions;
}

/** Of both ways, where it is asked which one: what is said of them is to be known first. */
export async function dryRuns(ports: Ports, asking: Asking): Promise<Action[]> {
  if (!isAskedWhichWay(asking)) return [];
  const found = [await dryRun(ports, asking.summary), await dryRun(ports, asking.otherWay)];
  return found.flat();
}
