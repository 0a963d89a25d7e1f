import { join } from 'node:path';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { PlanTarget, WritePlan } from '../../contract/plan/plan.ts';
import type { Target } from '../../contract/ports/target.ts';
import { makeFolders } from '../../host/files/make-folders.ts';
import { jobsFolder } from '../../host/state/state-folder.ts';
import { withinStop } from '../../write/transfer/stopping.ts';
import { watched } from '../../write/transfer/watched-target.ts';
import { RoundBroken } from '../../write/truth/bench.ts';
import { failureOfFinding, type TruthFinding } from '../../write/truth/finding.ts';
import {
  forgetDrive,
  type KnownBy,
  markShared,
  rememberDrive,
  wasSeen,
} from '../../write/truth/seen-drives.ts';
import {
  type Capsule,
  capsuleBase,
  forgetCapsule,
  loadCapsule,
  takeCapsule,
} from '../../write/undo/capsule.ts';
import { openTouchLog, type TouchLog } from '../../write/undo/touched.ts';
import type { JobContext } from './job-context.ts';
import { type Preparation, preparedTarget } from './prepared-target.ts';
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
  const tests = await Promise.all(
    targets.map((target, index) => testFor(target, present(plan.targets[index]), plan, context)),
  );
  if (tests.some((test) => test !== 'off')) context.onFact({ event: 'phase', phase: 'test' });
  makeFolderOf(context.jobId);
  return Promise.all(
    targets.map((target, index) =>
      prepareWatched(target, present(plan.targets[index]), { ...plan, test: present(tests[index]) }, context),
    ),
  );
}

/** What was not asked for is decided by what is known of the drive; files are tested only when asked. */
async function testFor(
  target: Target,
  planned: PlanTarget,
  plan: Preparing,
  { machine }: JobContext,
): Promise<Kind> {
  if (plan.test) return plan.test;
  if (planned.kind === 'file') return 'off';
  const drive = knownBy(target, planned);
  if (!(await wasSeen(drive))) return 'quick';
  const drives = await machine.listDrives().catch(() => []);
  const { serial, sizeBytes } = planned.expect;
  const twins = drives.filter((one) => one.serial === serial && one.sizeBytes === sizeBytes);
  if (twins.length < 2) return 'off';
  await markShared(drive);
  return 'quick';
}

type Kind = 'quick' | 'full' | 'off';

/** A drive that stops answering is given up by rule, and a stop waits for it only for a while. */
async function prepareWatched(
  target: Target,
  planned: PlanTarget,
  plan: Preparing & { readonly test: Kind },
  context: JobContext,
): Promise<Target> {
  const guarded = watched(target, { nowMs: () => context.clock.nowMs(), onNote: context.onFact });
  try {
    const ready = prepare(guarded, planned, plan, context);
    const prepared = await withinStop(context.signal, ready);
    return preparedTarget(target, prepared ?? { failure: asFailure(context.signal.reason), restored: false });
  } finally {
    guarded.unwatch();
  }
}

async function prepare(
  target: Target,
  planned: PlanTarget,
  plan: Preparing & { readonly test: Kind },
  context: JobContext,
): Promise<Preparation> {
  const base = capsuleBase(join(jobsFolder(), context.jobId), planned.path);
  if (target.capacityBytes < (plan.overwriteBytes ?? 0)) return passed;
  const kept = await loadCapsule(base);
  const hasBegun = kept !== undefined || (context.resume?.get(target.name) ?? 0) > 0;
  const tested = hasBegun ? passed : await test(target, planned, plan, context);
  // After a full test, or in the middle of a write, there is nothing of the person's left to keep.
  if (tested.failure || !tested.restored || (hasBegun && !kept)) return tested;
  if (kept) return { ...tested, ...(await goOnNoting(target, kept, context)) };
  const touches = await keepForUndo(target, planned, base, plan, context);
  return { ...tested, touches };
}

/** What was kept at the job's beginning is good for as long as all that is overwritten is noted: without, nothing is written. */
async function goOnNoting(
  { name, capacityBytes }: Target,
  { saved }: Capsule,
  { onFact }: JobContext,
): Promise<Partial<Preparation>> {
  try {
    const touches = await openTouchLog(saved.base, saved.pieces, capacityBytes);
    onFact({ event: 'note', code: 'undo-kept', target: name });
    return { touches };
  } catch (error) {
    return { failure: asFailure(error) };
  }
}

const passed: Preparation = { restored: true };

/** The test the plan asks for, if any; notes what it saw. */
async function test(
  target: Target,
  planned: PlanTarget,
  { test: kind }: { readonly test: Kind },
  context: JobContext,
): Promise<Preparation> {
  const drive = knownBy(target, planned);
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
  const tested = { test: kind, places: verdicts.length, wrapShare, slowestBytesPerSecond };
  onFact({ event: 'note', code: 'capacity-tested', target, facts: { tested } });
}

/** Without it the write goes on, and says that it cannot be undone. */
async function keepForUndo(
  target: Target,
  planned: PlanTarget,
  base: string,
  { overwriteBytes = target.capacityBytes }: Preparing,
  { onFact, hasNoFolder }: JobContext,
): Promise<TouchLog | undefined> {
  const about = {
    kind: planned.kind,
    path: planned.path,
    sizeBytes: target.capacityBytes,
    ...(serialOf(planned) && { serial: serialOf(planned) }),
  };
  try {
    // Undo finds a job by its folder.
    if (hasNoFolder) throw new Failure('output-not-writable', { path: base, errno: 'ENOENT' });
    const capsule = await takeCapsule(target, about, { atByte: 0, lengthBytes: overwriteBytes }, base);
    const touches = await openTouchLog(base, capsule.saved.pieces, target.capacityBytes);
    onFact({ event: 'note', code: 'undo-kept', target: target.name });
    return touches;
  } catch (error) {
    // A capsule without a note of what was overwritten would promise that nothing is lost.
    await forgetCapsule(base).catch(() => undefined);
    onFact({ event: 'note', code: 'undo-not-kept', target: target.name, text: asFailure(error).code });
    return undefined;
  }
}

function knownBy({ capacityBytes }: Target, planned: PlanTarget): KnownBy {
  return { serial: serialOf(planned), sizeBytes: capacityBytes };
}

function serialOf(planned: PlanTarget): string | undefined {
  return planned.kind === 'drive' ? planned.expect.serial : undefined;
}

/** The folder of the job, when it is not there yet (a job without one keeps nothing). */
function makeFolderOf(jobId: string): void {
  try {
    makeFolders(join(jobsFolder(), jobId), 0o700);
  } catch {
    // Whoever keeps something there says that it cannot be kept.
  }
}
