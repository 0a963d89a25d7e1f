import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanTarget, WritePlan } from '../plan/plan.ts';
import { asFailure, type Failure } from '../ports/failure.ts';
import type { Target } from '../ports/target.ts';
import { RoundBroken } from '../truth/bench.ts';
import { failureOfFinding, type TruthFinding } from '../truth/finding.ts';
import { forgetDrive, rememberDrive, wasSeen } from '../truth/seen-drives.ts';
import { capsuleBase, loadCapsule, takeCapsule } from '../undo/capsule.ts';
import { openTouchLog, type TouchLog } from '../undo/touched.ts';
import { percentText, rateText } from '../words/sizes.ts';
import { preparedTarget } from './prepared-target.ts';
import type { JobContext } from './run-plan.ts';
import { jobsFolder } from './state-folder.ts';
import { runTruthTest } from './truth-test.ts';

/** What `prepareTargets` needs of a plan. */
export interface Preparing extends Pick<WritePlan, 'test'> {
  /** As the plan names them, also when they are plugged in elsewhere now: what is kept is found by that name. */
  readonly targets: readonly PlanTarget[];
  /** How much from the beginning on will be overwritten; the whole drive when nobody knows. */
  readonly overwriteBytes?: number | undefined;
}

/**
 * Everything that must be done to drives before their first byte is written: the truth test, and keeping what undo
 * needs. A drive that fails here comes back as one that refuses every write with the reason, so the others go on.
 * Never throws; a job that goes on after an interruption keeps what it did the first time.
 */
export async function prepareTargets(
  targets: readonly Target[],
  plan: Preparing,
  context: JobContext,
): Promise<Target[]> {
  const asked = plan.test ?? 'seen';
  if (asked !== 'off' && plan.targets.some(({ kind }) => kind === 'drive' || asked !== 'seen'))
    context.onFact({ event: 'phase', phase: 'test' });
  await mkdir(join(jobsFolder(), context.jobId), { recursive: true, mode: 0o700 }).catch(() => undefined);
  return Promise.all(targets.map((target, index) => prepare(target, plan.targets[index]!, plan, context)));
}

async function prepare(
  target: Target,
  planned: PlanTarget,
  plan: Preparing,
  context: JobContext,
): Promise<Target> {
  const base = capsuleBase(join(jobsFolder(), context.jobId), planned.path);
  if (target.capacityBytes < (plan.overwriteBytes ?? 0)) return target;
  const tested = (await loadCapsule(base)) ? passed : await test(target, planned, plan, context);
  if (tested.failure) return preparedTarget(target, tested);
  const touches = await keepForUndo(target, planned, base, plan, context);
  return preparedTarget(target, { ...tested, touches });
}

interface Tested {
  readonly failure?: Failure | undefined;
  readonly restored: boolean;
}

const passed: Tested = { restored: true };

/** The test the plan asks for, if any; notes what it saw. */
async function test(
  target: Target,
  planned: PlanTarget,
  plan: Preparing,
  context: JobContext,
): Promise<Tested> {
  const drive = { serial: serialOf(planned), sizeBytes: target.capacityBytes };
  const kind = plan.test ?? (planned.kind === 'file' || (await wasSeen(drive)) ? 'off' : 'quick');
  if (kind === 'off') return passed;
  try {
    const finding = await runTruthTest(target, kind, planned.path, context);
    const failure = failureOfFinding(finding);
    noteFinding(finding, failure, context);
    await (failure ? forgetDrive(drive) : rememberDrive(drive, kind, context.clock.nowMs()));
    return { failure, restored: finding.restored };
  } catch (error) {
    const restored = error instanceof RoundBroken ? error.restored : false;
    if (!restored && kind === 'quick')
      context.onFact({
        event: 'note',
        code: 'content-not-put-back',
        target: target.name,
        text: context.jobId,
      });
    return { failure: error instanceof RoundBroken ? error.failure : asFailure(error), restored };
  }
}

function noteFinding(
  finding: TruthFinding,
  failure: Failure | undefined,
  { onFact, jobId }: JobContext,
): void {
  const { target, restored, test: kind, slowestBytesPerSecond, wrapShare, verdicts } = finding;
  if (!restored && kind === 'quick')
    onFact({ event: 'note', code: 'content-not-put-back', target, text: jobId });
  if (failure) {
    if (failure.code === 'capacity-false') onFact({ event: 'note', code: 'capacity-false', target });
    return;
  }
  const speed = slowestBytesPerSecond === undefined ? '' : `, at least ${rateText(slowestBytesPerSecond)}`;
  const share = wrapShare < 1 ? `; ${percentText(wrapShare)} of the sizes it could begin again at` : '';
  const text = kind === 'full' ? `its whole surface${speed}` : `${verdicts.length} places${share}${speed}`;
  onFact({ event: 'note', code: 'capacity-tested', target, text });
}

/** Without it the write goes on, and says that it cannot be undone. */
async function keepForUndo(
  target: Target,
  planned: PlanTarget,
  base: string,
  { overwriteBytes = target.capacityBytes }: Preparing,
  { onFact }: JobContext,
): Promise<TouchLog | undefined> {
  const about = {
    kind: planned.kind,
    path: planned.path,
    sizeBytes: target.capacityBytes,
    ...(serialOf(planned) && { serial: serialOf(planned) }),
  };
  try {
    const capsule = await takeCapsule(target, about, { atByte: 0, lengthBytes: overwriteBytes }, base);
    onFact({ event: 'note', code: 'undo-kept', target: target.name });
    return await openTouchLog(base, capsule.saved.pieces, target.capacityBytes);
  } catch (error) {
    onFact({ event: 'note', code: 'undo-not-kept', target: target.name, text: asFailure(error).code });
    return undefined;
  }
}

function serialOf(planned: PlanTarget): string | undefined {
  return planned.kind === 'drive' ? planned.expect.serial : undefined;
}
