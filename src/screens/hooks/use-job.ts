import { useApp } from 'ink';
import { type Dispatch, useEffect, useRef } from 'react';
import type { Plan } from '../../engine/plan/plan.ts';
import type { JobHandle } from '../../engine/ports/jobs.ts';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import { needsRoot } from '../wizard/needs-root.ts';
import type { Wizard } from '../wizard/state.ts';
import { neverBegan } from './never-began.ts';

/** What the terminal is told while it is lent to sudo. */
export interface Loan {
  /** Stops reading: what is typed from now on is a password, and not ours. Ink only takes its listener away. */
  release(): Promise<void>;
  /** Text for the person. */
  announce(text: string): void;
}

/** Starts the job of a running wizard, hands its events on, and tells it what the person wants. */
export function useJob(ports: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>, loan: Loan): void {
  const { jobs, machine, now } = ports;
  const { suspendTerminal } = useApp();
  const handleRef = useRef<JobHandle | undefined>(undefined);
  const plan = wizard.at === 'running' ? wizard.plan : undefined;
  const wish = wizard.at === 'running' ? wizard.wish : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a job starts once for its plan
  useEffect(() => {
    if (plan === undefined) return;
    let off: (() => void) | undefined;
    const elevate = needsRoot(plan, machine);
    const begin = async () => {
      const handle = jobs.start(plan, { elevate });
      handleRef.current = handle;
      off = handle.onEvent((event) => dispatch({ do: 'job', event }));
      await handle.ready;
    };
    const lend = () =>
      suspendTerminal(async () => {
        await loan.release();
        loan.announce(whyRoot(plan));
        await begin();
      });
    (elevate ? lend() : begin()).catch((error) => dispatch({ do: 'job', event: neverBegan(error, now()) }));
    return () => off?.();
  }, [plan]);

  useTold(handleRef, wish);
}

/** The job hears of every change of mind, once. */
function useTold(
  handleRef: { readonly current: JobHandle | undefined },
  wish: 'run' | 'pause' | 'stop' | undefined,
): void {
  const toldRef = useRef<typeof wish>('run');
  useEffect(() => {
    if (wish === undefined) {
      toldRef.current = 'run';
      return;
    }
    if (wish === toldRef.current) return;
    toldRef.current = wish;
    handleRef.current?.send({ do: wish === 'run' ? 'resume' : wish });
  }, [handleRef, wish]);
}

function whyRoot(plan: Plan): string {
  const names = plan.do === 'make' ? '' : plan.targets.map(({ path }) => path).join(', ');
  return `\nOnly root may open ${names}. The job asks for it now; this program itself stays as it is.\n\n`;
}
