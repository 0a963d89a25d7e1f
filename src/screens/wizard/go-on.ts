import { begin, beginByWord } from './run.ts';
import type { Asking, Wizard } from './state.ts';
import { isLooking, shownSteps, stepOf } from './steps.ts';
import { taskIn } from './undertaking.ts';
import { enter, withNotice } from './walk.ts';

/** Forwards, if the step is answered; else a notice says what is missing. The last step starts the job. */
export function next(asking: Asking, atMs: number): Wizard {
  const missing = stepOf(asking.step).missing(asking);
  if (missing !== undefined) return { ...withNotice(asking, missing), isAhead: isLooking(asking) };
  const shown = shownSteps(asking.answers);
  const following = shown[shown.findIndex(({ id }) => id === asking.step) + 1];
  if (following !== undefined) return enter(asking, following.id, atMs);
  if (asking.step !== 'confirm') return begin(asking, atMs);
  return taskIn(asking.answers)?.confirms === 'word'
    ? beginByWord(asking, atMs)
    : { ...asking, confirm: { ...asking.confirm, checking: true } };
}
