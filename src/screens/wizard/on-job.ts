import type { DoneFact, JobEvent } from '../../engine/contract/events/events.ts';
import { exitCodes } from '../../engine/contract/failure/exit-codes.ts';
import { foldEvent } from '../../words/progress/fold.ts';
import { jobIdOf } from '../../words/progress/plain.ts';
import type { Progress } from '../../words/progress/state.ts';
import type { Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import { left, seenWith, wishFor } from './leave.ts';
import { type Finished, NO_OVERLAY, type Running, type Wish, type Wizard } from './state.ts';

export function onRunKey(running: Running, key: Key): Wizard {
  switch (commandAt('run', key)) {
    case 'pause':
      return running.wish.do === 'stop'
        ? running
        : { ...running, wish: wishFor(running, isPaused(running) ? 'run' : 'pause') };
    case 'stop':
      return running.wish.do === 'stop' ? running : { ...running, overlay: { kind: 'ask-stop' } };
    case 'detach':
      return detached(running);
    case 'log':
      return { ...running, overlay: { kind: 'log', scroll: Number.MAX_SAFE_INTEGER } };
    default:
      return running;
  }
}

/** What the job says, until it has answered the last wish: another viewer may have paused it. */
function isPaused({ wish, progress }: Running): boolean {
  const isPausedNow = progress.pausedSinceMs !== undefined;
  const wantsPause = wish.do === 'pause';
  return wish.count > wish.answered ? wantsPause : isPausedNow;
}

/** The viewer leaves; the job is named, so that it can be found again. */
function detached({ progress, earlier }: Running): Wizard {
  return { ...left(exitCodes.done, earlier), detachedJob: jobIdOf(progress) ?? '' };
}

/** The job said something; its last word ends the running. */
export function onJobEvent(running: Running, event: JobEvent): Wizard {
  const progress = foldEvent(running.progress, event);
  if (event.event !== 'done') return { ...running, progress, wish: answered(running.wish, event) };
  const finished = finishedWith(running, progress, event);
  return running.leaving ? left(exitCodes.SIGINT, seenWith(finished)) : finished;
}

/** A job that has come to its end. */
export function finishedWith(running: Running, progress: Progress, done: DoneFact): Finished {
  const { start, earlier, plan, asked, overlay } = running;
  return {
    at: 'finished',
    start,
    earlier,
    plan,
    asked,
    progress,
    done,
    // A key that answers the question must not be taken for one of the report.
    overlay: overlay.kind === 'ask-stop' ? overlay : NO_OVERLAY,
    scroll: 0,
  };
}

/** The job says when it pauses and goes on, whoever asked for it. */
function answered(wish: Wish, event: JobEvent): Wish {
  const isAnswer = event.event === 'note' && (event.code === 'paused' || event.code === 'resumed');
  return isAnswer ? { ...wish, answered: wish.count } : wish;
}
