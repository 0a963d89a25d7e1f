import { access } from 'node:fs/promises';
import { release, type } from 'node:os';
import { basename, join } from 'node:path';
import type { MakePlan, PlanTarget, WritePlan } from '../plan/plan.ts';
import type { Drive } from '../ports/drive.ts';
import { asFailure, Failure } from '../ports/failure.ts';
import { type ReceiptTarget, sealed } from '../receipt/receipt.ts';
import { writeReceipt } from '../receipt/receipt-file.ts';
import type { TreeHash } from '../receipt/tree-hash.ts';
import { treeOfImage, treeOfTarget } from '../receipt/tree-of.ts';
import { isImage, type Source } from '../transfer/source.ts';
import type { JobReport, TargetReport } from './events.ts';
import { openTargets } from './open-targets.ts';
import type { JobContext } from './run-plan.ts';
import { jobsFolder } from './state-folder.ts';

/** What a receipt is made of. */
export interface ReceiptOf {
  readonly plan: WritePlan | MakePlan;
  /** Where they are now: a job that goes on may have found its drives elsewhere. */
  readonly planned: readonly PlanTarget[];
  readonly source: Source;
  readonly report: Pick<JobReport, 'source' | 'targets'>;
  readonly sha256: string | undefined;
  readonly sizeBytes: number;
  readonly startedAtMs: number;
  /** Made while the bytes passed by; without it everything is read once more. */
  readonly tree?: TreeHash | undefined;
}

/** A receipt never replaces anything, and that is said before the first byte. @throws Failure `output-exists` */
export async function refuseReceiptThere({ receipt }: Pick<WritePlan, 'receipt'>): Promise<void> {
  if (receipt === undefined) return;
  const isThere = await access(receipt).then(
    () => true,
    () => false,
  );
  if (isThere) throw new Failure('output-exists', { path: receipt });
}

/**
 * Writes the receipt of what is on the targets now into the job folder, and where the plan wants it. The targets are done whatever
 * happens here: a receipt that cannot be made is a note.
 */
export async function leaveReceipt(of: ReceiptOf, context: JobContext): Promise<void> {
  const done = (of.report.targets ?? []).filter(({ ok }) => ok);
  const isWanted = of.plan.receipt !== undefined || of.tree !== undefined;
  if (!isWanted || done.length === 0 || of.sha256 === undefined) return;
  try {
    const receipt = sealed(await contentOf(of, of.sha256, context));
    const name = `${basename(of.plan.do === 'make' ? of.plan.output.path : of.plan.source.path)}.receipt.json`;
    await writeReceipt(join(jobsFolder(), context.jobId, name), receipt).catch(() => undefined);
    if (of.plan.receipt === undefined) return;
    await writeReceipt(of.plan.receipt, receipt);
    context.onFact({ event: 'note', code: 'receipt-written', path: of.plan.receipt });
  } catch (error) {
    const { code, message } = asFailure(error);
    const text = code === 'internal' ? message : code;
    context.onFact({ event: 'note', code: 'receipt-not-written', path: of.plan.receipt ?? '', text });
  }
}

async function contentOf(of: ReceiptOf, sha256: string, context: JobContext) {
  const { pieceBytes, sizeBytes, root, pieces } = of.tree ?? (await readAgain(of, sha256, context));
  const drives = await context.machine.listDrives().catch(() => []);
  const time = (ms: number): string => new Date(ms).toISOString();
  return {
    kind: 'isowright-receipt' as const,
    v: 1 as const,
    job: context.jobId,
    startedAt: time(of.startedAtMs),
    endedAt: time(context.clock.nowMs()),
    program: {
      isowright: context.version ?? 'unknown',
      node: process.version,
      system: `${type()} ${release()} ${process.arch}`,
    },
    plan: JSON.parse(JSON.stringify(of.plan)) as Record<string, unknown>,
    source: { path: of.plan.source.path, sizeBytes: of.sizeBytes, sha256 },
    targets: (of.report.targets ?? []).map((target, index) => targetOf(target, of.planned[index], drives)),
    tree: { algorithm: 'sha256' as const, pieceBytes, sizeBytes, root, pieces: [...pieces] },
  };
}

function targetOf(
  { target, path, ok, state, verifiedBytes, sha256 }: TargetReport,
  planned: PlanTarget | undefined,
  drives: readonly Drive[],
): ReceiptTarget {
  const drive = drives.find((candidate) => candidate.path === path);
  const expected = planned?.kind === 'drive' ? planned.expect : { sizeBytes: planned?.sizeBytes };
  const serial = drive?.serial || ('serial' in expected ? expected.serial : undefined);
  const sizeBytes = drive?.sizeBytes ?? expected.sizeBytes;
  return {
    target,
    path,
    ...(drive?.model && { model: drive.model }),
    ...(serial && { serial }),
    ...(sizeBytes !== undefined && { sizeBytes }),
    ok,
    state,
    verifiedBytes,
    ...(sha256 !== undefined && { sha256 }),
  };
}

/** An image again; for a stream, the first target that holds it. */
async function readAgain(of: ReceiptOf, sha256: string, context: JobContext): Promise<TreeHash> {
  if (isImage(of.source)) return treeOfImage(of.source, { sha256, signal: context.signal });
  const index = (of.report.targets ?? []).findIndex(({ ok }) => ok);
  const [target] = await openTargets(of.planned.slice(index, index + 1), context.machine, {
    purpose: 'read',
  });
  if (!target) throw new Failure('internal', { problem: 'a receipt of no target' });
  try {
    return await treeOfTarget(target, { sizeBytes: of.sizeBytes, sha256, signal: context.signal });
  } finally {
    await target.abandon();
  }
}
