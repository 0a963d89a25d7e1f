import type { JobEvent } from '../../engine/jobs/events.ts';
import type { Plan } from '../../engine/plan/plan.ts';
import { type PlainState, plainStart, plainStep, plainTick } from '../../engine/progress/plain.ts';
import { neverBegan } from '../hooks/never-began.ts';
import { needsRoot } from '../wizard/needs-root.ts';
import type { PlainTalk } from './talk.ts';

const TICK_MS = 1_000;

/** Carries a plan out and tells it in plain lines; an interrupt stops the job. Resolves with the exit code. */
export async function runPlain(
  talk: PlainTalk,
  plan: Plan,
  onInterrupt: ((listener: () => void) => () => void) | undefined,
): Promise<number> {
  const { jobs, machine, now } = talk.ports;
  let state: PlainState = plainStart(now());
  let exitCode: number | undefined;
  const tell = (event: JobEvent) => {
    if (exitCode !== undefined) return;
    const step = plainStep(state, event);
    state = step.state;
    talk.say(...step.lines);
    if (event.event === 'done') exitCode = event.exitCode;
  };
  const elevate = needsRoot(plan, machine);
  if (elevate) talk.say('Only root may open the drive. The job asks for it now.');
  const handle = jobs.start(plan, { elevate });
  const off = handle.onEvent(tell);
  let isInterrupted = false;
  const deaf = onInterrupt?.(() => {
    isInterrupted = true;
    handle.send({ do: 'stop' });
  });
  const timer = setInterval(() => {
    const step = plainTick(state, now());
    state = step.state;
    talk.say(...step.lines);
  }, TICK_MS);
  try {
    await handle.ready;
    await handle.ended;
  } catch (error) {
    tell(neverBegan(error, now()));
  }
  clearInterval(timer);
  off();
  deaf?.();
  return isInterrupted ? 130 : (exitCode ?? 1);
}
