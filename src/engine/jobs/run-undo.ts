import type { PlanTarget, UndoPlan } from '../plan/plan.ts';
import { asFailure, Failure } from '../ports/failure.ts';
import type { Target } from '../ports/target.ts';
import { capsuleBase, loadCapsule } from '../undo/capsule.ts';
import { loadSaved } from '../undo/saved-content.ts';
import { type Forecast, forecastUndo, putCapsuleBack } from '../undo/undo-target.ts';
import type { UndoneTarget } from './events.ts';
import { findJob, type StoredJob } from './job-store.ts';
import { openTargets } from './open-targets.ts';
import { findAgain } from './resume-targets.ts';
import type { Ending, JobContext } from './run-plan.ts';
import { putBackSaved, truthBase } from './truth-test.ts';

/** Puts back what a job kept of its drives, each found and identified again. */
export async function runUndo(plan: UndoPlan, context: JobContext): Promise<Ending> {
  const job = findJob(plan.job);
  if (job.state === 'running')
    throw new Failure('undo-missing', { job: job.id, why: 'it is still running; stop it first' });
  const undone: UndoneTarget[] = [];
  let failure: Failure | undefined;
  let count = 0;
  for (const planned of targetsOf(job)) {
    if (!(await isKept(job, planned))) continue;
    count++;
    try {
      undone.push(await undoTarget(job, planned, plan, context));
    } catch (error) {
      failure ??= asFailure(error);
    }
  }
  if (count === 0)
    throw new Failure('undo-missing', { job: job.id, why: 'it kept nothing of what it overwrote' });
  return { report: { undone }, proved: true, ...(failure && { failure }) };
}

function targetsOf({ id, plan }: StoredJob): readonly PlanTarget[] {
  if (plan.do === 'write' || plan.do === 'restore') return plan.targets;
  throw new Failure('undo-missing', { job: id, why: 'it wrote to no drive' });
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
  const wayOut = `What was kept of it stays in ${job.path}.`;
  const found = await findAgain(planned, context.machine, wayOut);
  const purpose = context.dryRun ? 'read' : 'write';
  const [target] = await openTargets([found], context.machine, { purpose });
  try {
    return await undoOpen(target!, job, planned, plan, context);
  } finally {
    await target!.abandon();
  }
}

async function undoOpen(
  target: Target,
  job: StoredJob,
  planned: PlanTarget,
  { partly }: UndoPlan,
  { dryRun, onFact, signal }: JobContext,
): Promise<UndoneTarget> {
  const base = capsuleBase(job.path, planned.path);
  const testEnded = !dryRun && (await putBackSaved(target, truthBase(job.path, planned.path)));
  const forecast = await forecastUndo(target, base);
  if (!forecast) return onlyTested(target, testEnded);
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

/** The job ended in its truth test: nothing of the image was written. */
function onlyTested(target: Target, testEnded: boolean): UndoneTarget {
  const state = testEnded ? 'whole' : 'nothing-to-do';
  return { target: target.name, path: target.name, state, restoredBytes: 0, partitions: [] };
}

function refuseLoss({ id }: StoredJob, { undone }: Forecast): void {
  const { lost, target, partitions } = undone;
  if (!lost) return;
  const saved = partitions.filter(({ whole }) => whole).map(({ number }) => `partition ${number}`);
  throw new Failure('undo-incomplete', {
    job: id,
    target,
    lostBytes: lost.lengthBytes,
    atByte: lost.atByte,
    exact: lost.exact,
    saved,
  });
}
