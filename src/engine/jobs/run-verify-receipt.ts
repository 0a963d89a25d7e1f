import { basename } from 'node:path';
import type { PlanTarget, VerifyPlan } from '../plan/plan.ts';
import { asFailure, Failure } from '../ports/failure.ts';
import type { Target } from '../ports/target.ts';
import { type BadPiece, checkTarget, joined } from '../receipt/check-target.ts';
import type { Receipt } from '../receipt/receipt.ts';
import { readReceipt } from '../receipt/receipt-file.ts';
import type { ReceiptFacts, TargetReport } from './events.ts';
import { openTargets } from './open-targets.ts';
import type { Ending, JobContext } from './run-plan.ts';

/** A receipt against drives, without the image it speaks of. Writes nothing. */
export async function runVerifyReceipt(plan: VerifyPlan, context: JobContext): Promise<Ending> {
  const receipt = await readReceipt(plan.source.path);
  const { sizeBytes, sha256 } = receipt.source;
  const source = { path: plan.source.path, sizeBytes, sha256, receipt: factsOf(receipt) };
  if (plan.targets.length === 0)
    throw new Failure('usage', { problem: 'a receipt is held against drives: name the drive too' });
  if (context.dryRun) {
    plan.targets.forEach((planned) => {
      noteOther(basename(planned.path), planned, receipt, context);
    });
    return { report: { source }, proved: false };
  }
  const targets = await openTargets(plan.targets, context.machine, { purpose: 'read' });
  context.onFact({ event: 'phase', phase: 'verify', totalBytes: sizeBytes });
  const reports = await Promise.all(
    targets.map((target, index) => check(target, plan.targets[index] as PlanTarget, receipt, context)),
  );
  const failed = reports.find(({ failure }) => failure)?.failure;
  const failure = failed && new Failure(failed.code, failed.facts);
  return { report: { source, targets: reports }, proved: true, ...(failure && { failure }) };
}

function factsOf({ source, endedAt, targets }: Receipt): ReceiptFacts {
  const said = targets.map(({ target, path, model, serial }) => ({ target, path, model, serial }));
  return { imagePath: source.path, endedAt, targets: said };
}

/** Never throws: what goes wrong with one drive stands in its report. */
async function check(
  target: Target,
  planned: PlanTarget,
  receipt: Receipt,
  context: JobContext,
): Promise<TargetReport> {
  noteOther(target.name, planned, receipt, context);
  let verifiedBytes = 0;
  const onProgress = (doneBytes: number): void => {
    verifiedBytes = doneBytes;
    const counters = { doneBytes, verifiedBytes, target: target.name };
    context.onFact({ event: 'progress', phase: 'verify', ...counters });
  };
  const onBad = (bad: BadPiece): void => context.onFact({ event: 'bad', target: target.name, ...bad });
  const pass = (): Promise<void> => context.gate.pass(context.signal);
  const found = await checkTarget(target, receipt.tree, {
    signal: context.signal,
    pass,
    onProgress,
    onBad,
  }).catch((error: unknown) => asFailure(error));
  await target.abandon();
  const failure = found instanceof Failure ? found : differs(target, found);
  const serial = planned.kind === 'drive' ? planned.expect.serial : undefined;
  return {
    target: target.name,
    path: planned.path,
    ok: failure === undefined,
    state: failure ? 'untouched' : 'proved',
    writtenBytes: 0,
    skippedBytes: 0,
    onMediaBytes: 0,
    verifiedBytes,
    mismatches: found instanceof Failure ? [] : joined(found),
    ...(failure
      ? { failure: { code: failure.code, facts: failure.facts } }
      : { sha256: receipt.source.sha256 }),
    ...(serial && { serial }),
  };
}

function differs({ name }: Target, bad: readonly BadPiece[]): Failure | undefined {
  const [first] = bad;
  if (!first) return undefined;
  const badBytes = bad.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  return new Failure('verify-mismatch', { target: name, ...first, badBytes });
}

/** It may hold the same image all the same. */
function noteOther(name: string, planned: PlanTarget, { targets }: Receipt, { onFact }: JobContext): void {
  const serial = planned.kind === 'drive' ? planned.expect.serial : undefined;
  const isKnown = targets.some((target) =>
    serial ? target.serial === serial : target.path === planned.path,
  );
  if (!isKnown) onFact({ event: 'note', code: 'receipt-other-drive', target: name });
}
