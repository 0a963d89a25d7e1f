import { t } from '../../words/language.ts';
import { noProgress } from '../../words/progress/state.ts';
import { openInside } from './inside/state.ts';
import { needsDryRun } from './needs-dry-run.ts';
import { makePlan } from './plan.ts';
import { listEntered, listsDrives } from './shown-drives.ts';
import { type Asking, NO_OVERLAY, type StepId } from './state.ts';
import { shownSteps } from './steps.ts';
import { textField } from './text-field.ts';
import { withOtherWay, withRecommended } from './two-ways.ts';

/** Backwards; every answer stays. */
export function back(asking: Asking, atMs: number): Asking {
  const shown = shownSteps(asking.answers);
  const before = shown[shown.findIndex(({ id }) => id === asking.step) - 1];
  return before === undefined
    ? withNotice(asking, t().screens.summary.firstStep)
    : enter(asking, before.id, atMs);
}

export function enter(asking: Asking, step: StepId, atMs: number, notice?: string): Asking {
  const entered = { ...asking, step, enteredAtMs: atMs, notice, isAhead: false, overlay: NO_OVERLAY };
  if (step === 'options') return withRecommended(withOtherWay(rehearse(entered, atMs), atMs));
  if (step === 'summary') return rehearse(entered, atMs);
  if (step === 'look') return lookAgain(entered);
  if (step === 'confirm') return { ...entered, confirm: { field: textField(), checking: false } };
  if (step === 'jobs') return { ...entered, jobList: { ...entered.jobList, jobs: undefined } };
  if (listsDrives(step)) return { ...entered, driveList: listEntered(entered) };
  return entered;
}

/** The same plan keeps its dry run; another plan, or one that failed, is looked at anew. */
export function rehearse(asking: Asking, atMs: number): Asking {
  const { summary, answers } = asking;
  const isSame = summary.planKey === JSON.stringify(makePlan(asking));
  if (isSame && summary.progress.done?.ok !== false) return asking;
  const fresh = { ...asking, answers: { ...answers, madeAt: Math.floor(atMs / 1000) } };
  const planKey = needsDryRun(fresh) ? JSON.stringify(makePlan(fresh)) : undefined;
  return { ...fresh, summary: { planKey, askedAtMs: atMs, progress: noProgress(atMs), scroll: 0 } };
}

/** What was looked into is kept, unless it failed; another image is looked into anew, and so is what was changed in the other one. */
function lookAgain(asking: Asking): Asking {
  const { looking, answers } = asking;
  const path = answers.source?.path;
  if (looking.path === path && looking.found?.ok !== false) return asking;
  const changes = looking.path === path ? answers.changes : [];
  return {
    ...asking,
    answers: { ...answers, changes },
    looking: { path, found: undefined, cursor: 0 },
    inside: openInside(undefined),
  };
}

export function withNotice(asking: Asking, notice: string | undefined): Asking {
  return { ...asking, notice };
}
