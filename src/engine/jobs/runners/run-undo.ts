import type { UndoneTarget } from '../../contract/events/report.ts';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import { only } from '../../contract/failure/present.ts';
import { undoMissing } from '../../contract/failure/refused.ts';
import { natureOf } from '../../contract/plan/natures.ts';
import { targetsOf } from '../../contract/plan/parts.ts';
import type { PlanTarget, UndoPlan } from '../../contract/plan/plan.ts';
import type { Target } from '../../contract/ports/target.ts';
import { agreedFiles } from '../../host/trust/confirmed-files.ts';
import { capsuleBase, loadCapsule } from '../../write/undo/capsule.ts';
import { isWhole, loadSaved } from '../../write/undo/saved-content.ts';
import { type Forecast, forecastUndo, putCapsuleBack, refuseForeign } from '../../write/undo/undo-target.ts';
import { findJob, type StoredJob } from '../folder/job-store.ts';
import { isOfThisStart, storedFiles } from '../folder/stored-files.ts';
import { findAgain, type KnownAs } from '../steps/find-again.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { noteCached } from '../steps/note-cached.ts';
import { openTargets } from '../steps/open-targets.ts';
import { surelyWrittenBytes } from '../steps/surely-written.ts';
import { putBackSaved, truthBase, truthEvidence } from '../steps/truth-test.ts';

/** Puts back what a job kept of its drives, each found and identified again. */
export async function runUndo(plan: UndoPlan, context: JobContext): Promise<Ending> {
  const job = findJob(plan.job);
  if (job.state === 'running') throw undoMissing(job.id, { reason: 'running' });
  const undone: UndoneTarget[] = [];
  let failure: Failure | undefined;
  let count = 0;
  for (const planned of keptTargets(job)) {
    if (!(await isKept(job, planned))) continue;
    count++;
    try {
      undone.push(await undoTarget(job, planned, plan, context));
    } catch (error) {
      failure ??= asFailure(error);
    }
  }
  if (count === 0) throw undoMissing(job.id, { reason: 'kept-nothing' });
  return { report: { undone }, proved: true, ...(failure && { failure }) };
}

function keptTargets({ id, plan }: StoredJob): readonly PlanTarget[] {
  if (natureOf(plan).keeps) return targetsOf(plan);
  throw undoMissing(id, { reason: 'wrote-to-no-drive' });
}

async function isKept({ path }: StoredJob, planned: PlanTarget): Promise<boolean> {
  return Boolean(
    (await loadCapsule(capsuleBase(path, planned.path))) ?? (await loadSaved(truthBase(path, planned.path))),
  );
}

async function undoTarget(
  job: StoredJob,
  planned: PlanTarget,
  plan: UndoPlan,
  context: JobContext,
): Promise<UndoneTarget> {
  const isThisStart = isOfThisStart(job.path);
  const stored = storedFiles(job.path);
  const files = agreedFiles(stored, context.files, !isThisStart);
  const { machine } = context;
  const found = await findAgain(planned, { machine, isThisStart, files: stored, way: { keptIn: job.path } });
  const purpose = context.dryRun ? 'read' : 'write';
  const target = only(await openTargets([found.target], machine, { purpose }, files));
  if (!context.dryRun) noteCached([target], context);
  try {
    return await undoOpen(target, job, { planned, known: found.known }, plan, context);
  } finally {
    await target.abandon();
  }
}

async function undoOpen(
  target: Target,
  job: StoredJob,
  { planned, known }: { readonly planned: PlanTarget; readonly known: KnownAs },
  { partly }: UndoPlan,
  { dryRun, onFact, signal }: JobContext,
): Promise<UndoneTarget> {
  const base = capsuleBase(job.path, planned.path);
  const isCertain = known !== 'like';
  // An empty file system is not all that is written: the end of the drive is wiped.
  const reachBytes = natureOf(job.plan).reachesEnd ? target.capacityBytes : undefined;
  const testEnded = await endTest(target, truthBase(job.path, planned.path), isCertain, dryRun);
  const forecast = await forecastUndo(target, base, {
    isCertain,
    reachBytes,
    surelyWrittenBytes: surelyWrittenBytes(job, planned),
  });
  if (!forecast) return onlyTested(target, testEnded);
  if (!(await isWhole(forecast.capsule.saved))) throw undoMissing(job.id, { reason: 'kept-damaged' });
  if (dryRun) return forecast.undone;
  if (!partly) refuseLoss(job, forecast);
  signal.throwIfAborted();
  onFact({ event: 'phase', phase: 'write' });
  await putCapsuleBack(target, base, forecast);
  onFact({ event: 'phase', phase: 'finish' });
  await target.finish({ sizeBytes: target.capacityBytes });
  for (const { code } of target.notes ?? []) onFact({ event: 'note', code, target: target.name });
  return forecast.undone;
}

/** Probes that a job left behind when it was killed. @throws Failure `target-changed` when they are not its own */
async function endTest(target: Target, base: string, isCertain: boolean, dryRun: boolean): Promise<boolean> {
  const evidence = await truthEvidence(target, base);
  if (evidence === 'unknown') return false;
  refuseForeign(target.name, evidence, isCertain);
  return !dryRun && putBackSaved(target, base);
}

/** The job ended in its truth test: nothing of the image was written. */
function onlyTested(target: Target, testEnded: boolean): UndoneTarget {
  const state = testEnded ? 'whole' : 'nothing-to-do';
  return { target: target.name, path: target.name, state, restoredBytes: 0, partitions: [] };
}

function refuseLoss({ id }: StoredJob, { undone }: Forecast): void {
  const { lost, target, partitions } = undone;
  if (!lost) return;
  const saved = partitions.filter(({ whole }) => whole).map(({ number }) => `${number}`);
  throw new Failure('undo-incomplete', {
    job: id,
    target,
    lostBytes: lost.lengthBytes,
    atByte: lost.atByte,
    exact: lost.exact,
    saved,
  });
}
