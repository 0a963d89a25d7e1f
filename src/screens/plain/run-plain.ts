import type { DoneFact, JobEvent } from '../../engine/contract/events/events.ts';
import type { JobHandle } from '../../engine/contract/ports/jobs.ts';
import { needsRoot, taskOf } from '../../tasks/tasks.ts';
import { t } from '../../words/language.ts';
import { type PlainState, plainStart, plainStep, plainTick } from '../../words/progress/plain.ts';
import { neverBegan } from '../hooks/never-began.ts';
import { reach } from '../hooks/reach.ts';
import { finishedWith } from '../wizard/on-job.ts';
import type { Finished, Running } from '../wizard/state.ts';
import type { PlainTalk } from './talk.ts';

const TICK_MS = 1_000;

/** How a job ended. */
interface Ended {
  readonly exitCode: number;
  /** Its report; none for who interrupted it, or lost sight of it. */
  readonly finished: Finished | undefined;
}

/** Carries a plan out and tells it in plain lines; an interrupt stops the job. */
export async function runPlain(
  talk: PlainTalk,
  running: Running,
  onInterrupt: ((listener: () => void) => () => void) | undefined,
): Promise<Ended> {
  const { plan, from } = running;
  const { jobs, machine, now } = talk.ports;
  let state: PlainState = plainStart(now(), taskOf(plan));
  let last: DoneFact | undefined;
  let isInterrupted = false;
  const leave = Promise.withResolvers<number>();
  const tell = (event: JobEvent) => {
    if (last !== undefined) return;
    const step = plainStep(state, event);
    state = step.state;
    talk.say(...step.lines);
    if (event.event === 'done') last = event;
  };
  const elevate = from.kind !== 'attach' && needsRoot(plan, machine);
  if (elevate) {
    await talk.stopReading();
    talk.say(t().screens.plain.onlyRoot);
  }
  try {
    await follow(reach(jobs, { plan, from }, elevate));
  } catch (error) {
    tell(neverBegan(error, now()));
  }
  if (isInterrupted) return { exitCode: 130, finished: undefined };
  return { exitCode: last?.exitCode ?? 1, finished: last && finishedWith(running, state.progress, last) };

  async function follow(handle: JobHandle): Promise<void> {
    const off = handle.onEvent(tell);
    const deaf = onInterrupt?.(() => {
      isInterrupted = true;
      // A job that was started elsewhere goes on without this viewer.
      if (from.kind === 'attach') leave.resolve(130);
      else handle.send({ do: 'stop' });
    });
    const timer = setInterval(tick, TICK_MS);
    try {
      await handle.ready;
      await Promise.race([handle.ended, leave.promise]);
    } finally {
      clearInterval(timer);
      off();
      deaf?.();
    }
  }

  function tick(): void {
    const step = plainTick(state, now());
    state = step.state;
    talk.say(...step.lines);
  }
}
