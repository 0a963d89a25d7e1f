import type { JobEvent } from '../../engine/contract/events/events.ts';
import { exitCodes } from '../../engine/contract/failure/exit-codes.ts';
import { foldEvent } from '../../words/progress/fold.ts';
import type { Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import { beginAsking } from './begin.ts';
import { isMove, scrolled } from './cursor.ts';
import { left, wishFor } from './leave.ts';
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
function detached({ progress }: Running): Wizard {
  const folder = progress.notes.find(({ code }) => code === 'job-folder')?.path;
  return { ...left(exitCodes.done), detachedJob: folder?.slice(folder.lastIndexOf('/') + 1) ?? '' };
}

/** The job said something; its last word ends the running. */
export function onJobEvent(running: Running, event: JobEvent): Wizard {
  const progress = foldEvent(running.progress, event);
  if (event.event !== 'done') return { ...running, progress, wish: answered(running.wish, event) };
  const finished: Finished = {
    at: 'finished',
    start: running.start,
    plan: running.plan,
    progress,
    done: event,
    // A key that answers the question must not be taken for one of the report.
    overlay: running.overlay.kind === 'ask-stop' ? running.overlay : NO_OVERLAY,
    scroll: 0,
  };
  return running.leaving ? left(exitCodes.SIGINT, finished) : finished;
}

/** The job says when it pauses and goes on, whoever asked for it. */
function answered(wish: Wish, event: JobEvent): Wish {
  const isAnswer = event.event === 'note' && (event.code === 'paused' || event.code === 'resumed');
  return isAnswer ? { ...wish, answered: wish.count } : wish;
}

export function onReportKey(
  finished: Finished,
  key: Key,
  { atMs, maxScroll }: { atMs: number; maxScroll: number },
): Wizard {
  const command = commandAt('report', key);
  if (command === 'leave') return left(finished.done.exitCode, finished);
  if (command === 'log') return { ...finished, overlay: { kind: 'log', scroll: 0 } };
  if (command === 'again') {
    const { task: _, ...start } = finished.start;
    return beginAsking({ ...start, folder: start.folder ?? '/' }, atMs);
  }
  if (command === undefined || !isMove(command)) return finished;
  return { ...finished, scroll: scrolled(finished.scroll, command, maxScroll) };
}
