import type { JobReport } from '../../engine/contract/events/report.ts';
import { startWords } from '../../words/boot.ts';
import { t } from '../../words/language.ts';
import { chooseTaskFor, offeredTasks } from './given.ts';
import { next } from './go-on.ts';
import type { Asking, Wizard } from './state.ts';
import { isLooking } from './steps.ts';
import { withNotice } from './walk.ts';

/**
 * Goes on by an Enter that was pressed while something was still being looked at, as soon as it has been. Where the look
 * found something that must be read first, Enter is to be pressed again.
 */
export function goAhead(before: Wizard, after: Wizard, atMs: number): Wizard {
  if (before.at !== 'asking' || after.at !== 'asking' || !after.isAhead) return after;
  if (after.step !== before.step) return { ...after, isAhead: false };
  if (isLooking(after)) return after;
  const now = { ...after, isAhead: false };
  if (after.step === 'task') return goAheadWithGiven(now, atMs);
  return hasNews(now) ? withNotice(now, t().screens.summary.readFirst) : next(now, atMs);
}

/** What was given turned out to be nothing: its notice stays. */
function goAheadWithGiven(asking: Asking, atMs: number): Wizard {
  const task = offeredTasks(asking)[asking.taskCursor];
  return asking.given?.source === undefined || task === undefined
    ? asking
    : chooseTaskFor(asking, task, atMs);
}

/** The dry run found what a person must have seen before anything is done. */
function hasNews({ step, summary }: Asking): boolean {
  const { done, notes } = summary.progress;
  if (step !== 'summary' || done === undefined) return false;
  return !done.ok || costs(done.report) || notes.some(({ code }) => code === 'receipt-other-drive');
}

function costs({ losses = [], undone, forecast = [], source }: JobReport): boolean {
  const { littleRoom = [] } = source ?? {};
  return (
    littleRoom.length > 0 || losses.length > 0 || undone !== undefined || startWords(forecast).length > 0
  );
}
