import type { Plan } from '../../engine/contract/plan/plan.ts';
import { type Drive, mountsOf } from '../../engine/contract/ports/drive.ts';
import { confirmationOf } from '../../tasks/task.ts';
import { taskOf } from '../../tasks/tasks.ts';
import { t } from '../../words/language.ts';
import { noProgress } from '../../words/progress/state.ts';
import { refusalText } from '../../words/refusals.ts';
import type { KnownJob } from '../ports.ts';
import { chosenDrives, isConfirmed, isUndoConfirmed, losesFiles } from './confirm-words.ts';
import { driveId, driveWithId, isOffered } from './drive-list.ts';
import { makePlan } from './plan.ts';
import { purposeOf, savesMedium } from './purpose-of.ts';
import { listedDrives } from './readable-parts.ts';
import { type Asking, NO_OVERLAY, type Running, type StepId, type Wizard } from './state.ts';
import { asksFor } from './undertaking.ts';
import { enter } from './walk.ts';

/** Starts a job that erases nothing, or goes on with one. A write never starts here. */
export function begin(asking: Asking, atMs: number): Wizard {
  const plan = makePlan(asking);
  const { job } = asking.answers;
  if (plan === undefined) return asking;
  if (job?.wish === 'go-on') return running(asking, plan, atMs, { kind: 'resume', job: job.job.id });
  return confirmationOf(taskOf(plan), plan) !== 'nothing' ? asking : running(asking, plan, atMs);
}

/** Starts an undo when its word was typed; the job itself looks for its drives, and leaves strange ones alone. */
export function beginByWord(asking: Asking, atMs: number): Wizard {
  const plan = makePlan(asking);
  const partly = losesFiles(asking.summary.progress.done?.report.undone);
  if (asking.step !== 'confirm' || plan?.partly === undefined) return asking;
  if (!isUndoConfirmed(partly, asking.confirm.field.text)) return asking;
  return running(asking, { ...plan, partly }, atMs);
}

/** Another view of a job that runs already. */
export function beginAttached(asking: Asking, job: KnownJob, atMs: number): Wizard {
  return running(asking, job.plan, atMs, { kind: 'attach', job: job.id });
}

/**
 * Starts a write: only when every name was typed, a fresh look was asked for, and that look finds the very same drives,
 * still offered. Else back to the list of drives.
 */
export function beginWrite(asking: Asking, drives: readonly Drive[], atMs: number): Wizard {
  const { answers, confirm } = asking;
  if (asking.step !== 'confirm' || !confirm.checking) return asking;
  const chosen = chosenDrives(answers);
  const plan = makePlan(asking);
  if (plan === undefined || taskOf(plan).confirms !== 'names') return asking;
  if (!isConfirmed(chosen, confirm.field.text)) return asking;
  const problem = whatChanged(asking, drives);
  return problem === undefined ? running(asking, plan, atMs) : chooseAgain(asking, problem, atMs);
}

/** What is not as it was when it was chosen, and where it was. */
interface Change {
  readonly step: 'medium' | 'target';
  readonly problem: string;
}

/** What is to be saved comes first: without it nothing is to be written. */
function whatChanged(asking: Asking, drives: readonly Drive[]): Change | undefined {
  const medium = mediumChanged(asking, drives);
  if (medium !== undefined) return { step: 'medium', problem: medium };
  const target = targetChanged(asking, drives);
  return target === undefined ? undefined : { step: 'target', problem: target };
}

function mediumChanged({ answers: { medium } }: Asking, drives: readonly Drive[]): string | undefined {
  if (medium === undefined) return undefined;
  const now = driveWithId(listedDrives(drives, 'saved'), driveId(medium));
  return now !== undefined && isOffered(now, 'saved') ? undefined : t().screens.target.isGone(medium.name);
}

/** The first of the chosen drives that is not as it was. */
function targetChanged(asking: Asking, drives: readonly Drive[]): string | undefined {
  const { answers, driveList, step } = asking;
  const purpose = purposeOf(asking);
  if (step === 'where' || step === 'target' || purpose === 'saved') return undefined;
  for (const chosen of chosenDrives(answers)) {
    const now = driveWithId(drives, driveId(chosen));
    if (now === undefined) return t().screens.target.isGone(chosen.name);
    if (!isOffered(now, purpose, driveList.unmounts))
      return t().screens.target.isRefused(now.name, now.refusals.slice(0, 1).map(refusalText).join(''));
    // Consent to unmounting was given for what was mounted then.
    if (purpose === 'written' && mountsOf(now).join() !== mountsOf(chosen).join())
      return t().screens.target.mountedDifferently(now.name);
  }
  return undefined;
}

/** Back to the list, with no drive under the cursor, because one is not what it was. The others keep their marks. */
function chooseAgain(asking: Asking, { step, problem }: Change, atMs: number): Asking {
  const cleared = {
    ...asking,
    answers: { ...asking.answers, [step]: undefined },
    driveList: { ...asking.driveList, cursor: undefined },
  };
  const { driveList, ...entered } = enter(cleared, step, atMs, t().screens.target.chooseAgain(problem));
  return { ...entered, driveList: { ...driveList, marks: asking.driveList.marks } };
}

/** Steps behind the list of drives. */
const LATER: ReadonlySet<StepId> = new Set(['output', 'options', 'summary', 'confirm']);
/** And behind the list of what can be saved. */
const BEHIND_MEDIUM: ReadonlySet<StepId> = new Set(['where', 'target', ...LATER]);

/** The chosen drive must still be there, and still be offered, while summary and confirmation are on the screen. */
export function watchChosen(asking: Asking, drives: readonly Drive[], atMs: number): Asking {
  const later = savesMedium(asking.answers) ? BEHIND_MEDIUM : LATER;
  const isLater = asksFor(asking.answers, 'target') && later.has(asking.step);
  const problem = isLater ? whatChanged(asking, drives) : undefined;
  return problem === undefined ? asking : chooseAgain(asking, problem, atMs);
}

/** What identifies the job for whoever watches it. */
const seenDrives = (answers: Asking['answers']): readonly Drive[] =>
  answers.medium === undefined ? chosenDrives(answers) : [answers.medium];

/** The job begins, or is looked at. */
export function running(
  asking: Asking,
  plan: Plan,
  atMs: number,
  from: Running['from'] = { kind: 'start' },
): Running {
  return {
    at: 'running',
    start: asking.start,
    earlier: asking.earlier,
    plan,
    // A job that is gone on with, or looked at, has its own plan: no answers led to it.
    asked: from.kind === 'start' ? asking : undefined,
    from,
    confirmed: from.kind === 'start' ? seenDrives(asking.answers) : [],
    progress: noProgress(atMs),
    wish: { do: 'run', count: 0, answered: 0 },
    leaving: false,
    interruptedAtMs: undefined,
    overlay: NO_OVERLAY,
    notice: undefined,
  };
}
