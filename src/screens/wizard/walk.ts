import { t } from '../../words/language.ts';
import { noProgress } from '../../words/progress/state.ts';
import { needsDryRun } from './needs-dry-run.ts';
import { makePlan } from './plan.ts';
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
  if (step === 'options') return withRecommended(withOtherWay(prepareSummary(entered, atMs), atMs));
  if (step === 'summary') return prepareSummary(entered, atMs);
  if (step === 'confirm') return { ...entered, confirm: { field: textField(), checking: false } };
  if (step === 'jobs') return { ...entered, jobList: { ...entered.jobList, jobs: undefined } };
  if (step === 'target') return { ...entered, driveList: { ...entered.driveList, mustLook: false } };
  return entered;
}

/** The same plan keeps its dry run; another plan, or one that failed, is looked at anew. */
function prepareSummary(asking: Asking, atMs: number): Asking {
  const { summary, answers } = asking;
  const isSame = summary.planKey === JSON.stringify(makePlan(asking));
  if (isSame && summary.progress.done?.ok !== false) return asking;
  const fresh = { ...asking, answers: { ...answers, madeAt: Math.floor(atMs / 1000) } };
  const planKey = needsDryRun(fresh) ? JSON.stringify(makePlan(fresh)) : undefined;
  return { ...fresh, summary: { planKey, askedAtMs: atMs, progress: noProgress(atMs), scroll: 0 } };
}

export function withNotice(asking: Asking, notice: string | undefined): Asking {
  return { ...asking, notice };
}
