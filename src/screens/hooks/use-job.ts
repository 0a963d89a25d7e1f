import { useApp } from 'ink';
import { type Dispatch, useEffect, useRef } from 'react';
import type { JobEvent } from '../../engine/contract/events/events.ts';
import { Failure } from '../../engine/contract/failure/failure.ts';
import { targetsOf } from '../../engine/contract/plan/parts.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import type { JobHandle } from '../../engine/contract/ports/jobs.ts';
import { mediumDeviceOf } from '../../tasks/needs-root.ts';
import { needsRoot } from '../../tasks/tasks.ts';
import { t } from '../../words/language.ts';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import type { Running, Wish, Wizard } from '../wizard/state.ts';
import { inBatches } from './in-batches.ts';
import { neverBegan } from './never-began.ts';
import { reach } from './reach.ts';

/** What the terminal is told while it is lent to sudo. */
export interface Loan {
  /** Stops reading: what is typed from now on is a password, and not ours. Ink only takes its listener away. */
  release(): Promise<void>;
  /** Ctrl-C is meant for what asks for the password: until the returned function is called it ends nothing else. */
  spareInterrupts(): () => void;
  /** Lines for the person. */
  announce(...lines: readonly string[]): void;
}

/** Starts the job of a running wizard, hands its events on, and tells it what the person wants. */
export function useJob(ports: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>, loan: Loan): void {
  const { jobs, machine, now } = ports;
  const { suspendTerminal } = useApp();
  const handleRef = useRef<JobHandle | undefined>(undefined);
  const plan = wizard.at === 'running' ? wizard.plan : undefined;
  const wish = wizard.at === 'running' ? wizard.wish : undefined;
  // Nobody asks for a password then: the terminal stays, and the job's own failure says why.
  const canAsk = wizard.at === 'running' && wizard.start.noRoot !== true;
  const from: Running['from'] = wizard.at === 'running' ? wizard.from : { kind: 'start' };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a job starts once for its plan
  useEffect(() => {
    if (plan === undefined) return;
    let off: (() => void) | undefined;
    // A job that runs already has what it needs.
    const elevate = from.kind !== 'attach' && needsRoot(plan, machine);
    const begin = async () => {
      const handle = reach(jobs, { plan, from }, elevate);
      handleRef.current = handle;
      off = handle.onEvent(inBatches((event) => dispatch({ do: 'job', event })));
      await handle.ready;
      if (from.kind === 'attach')
        void handle.ended.then(() => dispatch({ do: 'job', event: lostSight(from.job, now()) }));
    };
    const lend = () =>
      suspendTerminal(async () => {
        await loan.release();
        const deaf = loan.spareInterrupts();
        loan.announce(...whyRoot(plan));
        try {
          await begin();
        } finally {
          deaf();
        }
      });
    (elevate && canAsk ? lend() : begin()).catch((error) =>
      dispatch({ do: 'job', event: neverBegan(error, now()) }),
    );
    return () => off?.();
  }, [plan]);

  useTold(handleRef, wish);
}

/** The socket of an attached job closed without a last word; one that came before is not overwritten by this one. */
function lostSight(job: string, atMs: number): JobEvent {
  return neverBegan(new Failure('job-died', { job, lastWords: '' }), atMs);
}

/** The job hears of every wish, once. */
function useTold(handleRef: { readonly current: JobHandle | undefined }, wish: Wish | undefined): void {
  const toldRef = useRef(0);
  useEffect(() => {
    const count = wish?.count ?? 0;
    if (wish !== undefined && count > toldRef.current)
      handleRef.current?.send({ do: wish.do === 'run' ? 'resume' : wish.do });
    toldRef.current = count;
  }, [handleRef, wish]);
}

function whyRoot(plan: Plan): string[] {
  const medium = mediumDeviceOf(plan);
  const drives = [...(medium === undefined ? [] : [medium]), ...targetsOf(plan).map(({ path }) => path)];
  return ['', t().screens.frame.onlyRoot(drives.join(', ')), ''];
}
