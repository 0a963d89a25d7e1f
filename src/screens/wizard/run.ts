import type { Plan, WritePlan } from '../../engine/plan/plan.ts';
import type { Drive } from '../../engine/ports/drive.ts';
import { noProgress } from '../../engine/progress/state.ts';
import { isConfirmed } from './confirm-words.ts';
import { driveId, isOffered, purposeOf } from './drive-list.ts';
import { makePlan } from './plan.ts';
import { type Asking, NO_OVERLAY, type Running, type Wizard } from './state.ts';
import { enter } from './walk.ts';

/** Starts a job that erases nothing. A write never starts here. */
export function begin(asking: Asking, atMs: number): Wizard {
  const plan = makePlan(asking);
  return plan === undefined || plan.do === 'write' ? asking : running(asking, plan, undefined, atMs);
}

/**
 * Starts a write: only when the name was typed, a fresh look was asked for, and that look finds the very same drive,
 * still offered. Else back to the list of drives.
 */
export function beginWrite(asking: Asking, drives: readonly Drive[], atMs: number): Wizard {
  const { answers, confirm } = asking;
  if (asking.step !== 'confirm' || !confirm.checking || answers.target?.kind !== 'drive') return asking;
  const { drive } = answers.target;
  const plan = makePlan(asking);
  if (plan?.do !== 'write' || !isConfirmed(drive, confirm.field.text)) return asking;
  const now = drives.find((other) => driveId(other) === driveId(drive));
  if (now === undefined)
    return chooseAgain(asking, `${drive.name} is not the same drive any more. Choose again.`, atMs);
  const [refusal] = now.refusals;
  if (refusal !== undefined)
    return chooseAgain(asking, `${drive.name}: ${refusal.text}. Choose again.`, atMs);
  return running(asking, plan, now, atMs);
}

/** Back to the list, with nothing marked, because the drive is not what it was. */
export function chooseAgain(asking: Asking, notice: string, atMs: number): Asking {
  const cleared = {
    ...asking,
    answers: { ...asking.answers, target: undefined },
    driveList: { ...asking.driveList, cursor: undefined },
  };
  return enter(cleared, 'target', atMs, notice);
}

/** The chosen drive must still be there, and still be offered, while summary and confirmation are on the screen. */
export function watchChosen(asking: Asking, drives: readonly Drive[], atMs: number): Asking {
  const { target } = asking.answers;
  const isLater = asking.step === 'options' || asking.step === 'summary' || asking.step === 'confirm';
  if (!isLater || target?.kind !== 'drive') return asking;
  const now = drives.find((drive) => driveId(drive) === driveId(target.drive));
  if (now === undefined)
    return chooseAgain(asking, `${target.drive.name} is gone or was changed. Choose again.`, atMs);
  if (isOffered(now, purposeOf(asking.answers.task))) return asking;
  return chooseAgain(asking, `${now.name}: ${now.refusals[0]?.text}. Choose again.`, atMs);
}

type Startable = Exclude<Plan, WritePlan>;

function running(asking: Asking, plan: Startable, confirmed: undefined, atMs: number): Running;
function running(asking: Asking, plan: WritePlan, confirmed: Drive, atMs: number): Running;
function running(asking: Asking, plan: Plan, confirmed: Drive | undefined, atMs: number): Running {
  return {
    at: 'running',
    start: asking.start,
    plan,
    confirmed,
    progress: noProgress(atMs),
    wish: 'run',
    leaving: false,
    interruptedAtMs: undefined,
    overlay: NO_OVERLAY,
    notice: undefined,
  };
}
