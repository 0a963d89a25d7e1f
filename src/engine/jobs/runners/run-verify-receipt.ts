import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Judgement } from '../../contract/events/deviation.ts';
import type { ReceiptFacts, TargetReport } from '../../contract/events/report.ts';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import { receiptInvalid, usageRefused } from '../../contract/failure/refused.ts';
import type { PlanTarget, VerifyPlan } from '../../contract/plan/plan.ts';
import type { Target } from '../../contract/ports/target.ts';
import { driveImage } from '../../read/open/drive-image.ts';
import { type BadPiece, checkTarget, joined } from '../../write/receipt/check-target.ts';
import type { Receipt } from '../../write/receipt/receipt.ts';
import { readReceipt } from '../../write/receipt/receipt-file.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { deviationFailure, judgeOwn } from '../steps/judge-own.ts';
import { noteCached } from '../steps/note-cached.ts';
import { openTargets } from '../steps/open-targets.ts';

/** A receipt against drives, without the image it speaks of. Writes nothing. */
export async function runVerifyReceipt(plan: VerifyPlan, context: JobContext): Promise<Ending> {
  const receipt = await readReceipt(plan.source.path, context.files);
  const { sizeBytes, sha256 } = receipt.source;
  const source = { path: plan.source.path, sizeBytes, sha256, receipt: factsOf(receipt) };
  if (plan.targets.length === 0) throw usageRefused({ reason: 'receipt-without-drive' });
  if (context.dryRun) {
    plan.targets.forEach((planned) => {
      noteOther(basename(planned.path), planned, receipt, context);
    });
    return { report: { source }, proved: false };
  }
  const targets = await openTargets(plan.targets, context.machine, { purpose: 'read' }, context.files);
  noteCached(targets, context);
  context.onFact({ event: 'phase', phase: 'verify', totalBytes: sizeBytes });
  const judged: Judgement[] = [];
  const reports = await Promise.all(
    targets.map((target, index) =>
      check(target, present(plan.targets[index]), { receipt, path: plan.source.path, judged }, context),
    ),
  );
  const failed = reports.find(({ failure }) => failure)?.failure;
  const [standards] = judged;
  const failure = failed
    ? new Failure(failed.code, failed.facts)
    : deviationFailure(receipt.source.path, standards);
  const report = { source, targets: reports, ...(standards && { standards }) };
  return { report, proved: true, ...(failure && { failure }) };
}

function factsOf({ source, endedAt, targets }: Receipt): ReceiptFacts {
  const said = targets.map(({ target, path, model, serial }) => ({ target, path, model, serial }));
  return { imagePath: source.path, endedAt, targets: said };
}

interface Checked {
  readonly receipt: Receipt;
  readonly path: string;
  /** Where what the standards say of the image is put, when it is one of ours. */
  readonly judged: Judgement[];
}

/** Never throws: what goes wrong with one drive stands in its report. */
async function check(
  target: Target,
  planned: PlanTarget,
  { receipt, path, judged }: Checked,
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
  const whole = createHash('sha256');
  const found = await checkTarget(target, receipt.tree, {
    signal: context.signal,
    pass,
    onProgress,
    onBad,
    onGood: (bytes) => void whole.update(bytes),
  }).catch((error: unknown) => asFailure(error));
  const moved = await target.demandInPlace?.().then(() => undefined, asFailure);
  if (!(found instanceof Failure) && found.length === 0) {
    const { read } = driveImage(target);
    const image = { sizeBytes: receipt.source.sizeBytes, read };
    const standards = await judgeOwn(image, context.signal).catch(() => undefined);
    if (standards) judged.push(standards);
  }
  await target.abandon();
  const failure =
    found instanceof Failure
      ? found
      : (differs(target, found) ?? lies(path, receipt, whole.digest('hex')) ?? moved);
  const mismatches = found instanceof Failure ? [] : joined(found);
  return reportOf(planned, { target: target.name, verifiedBytes, mismatches }, receipt, failure);
}

function reportOf(
  planned: PlanTarget,
  { target, verifiedBytes, mismatches }: Pick<TargetReport, 'target' | 'verifiedBytes' | 'mismatches'>,
  receipt: Receipt,
  failure: Failure | undefined,
): TargetReport {
  const serial = planned.kind === 'drive' ? planned.expect.serial : undefined;
  return {
    target,
    path: planned.path,
    ok: failure === undefined,
    state: failure ? 'untouched' : 'proved',
    writtenBytes: 0,
    skippedBytes: 0,
    onMediaBytes: 0,
    verifiedBytes,
    mismatches,
    ...(failure
      ? { failure: { code: failure.code, facts: failure.facts } }
      : { sha256: receipt.source.sha256 }),
    ...(serial && { serial }),
  };
}

/** The pieces are what the receipt says, and together they are another image than the one it names. */
function lies(path: string, { source }: Receipt, found: string): Failure | undefined {
  if (found === source.sha256) return undefined;
  return receiptInvalid(path, { reason: 'other-image', sha256: found });
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
