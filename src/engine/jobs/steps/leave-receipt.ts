import { release, type } from 'node:os';
import { basename, join } from 'node:path';
import type { JobReport, TargetReport } from '../../contract/events/report.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import { shownAddress, shownFacts } from '../../contract/failure/shown-address.ts';
import type {
  BurnPlan,
  EditPlan,
  MakePlan,
  PlanTarget,
  ReadPlan,
  WritePlan,
} from '../../contract/plan/plan.ts';
import type { Drive } from '../../contract/ports/drive.ts';
import { jobsFolder } from '../../host/state/state-folder.ts';
import { type ReceiptTarget, sealed } from '../../write/receipt/receipt.ts';
import { writeReceipt } from '../../write/receipt/receipt-file.ts';
import type { TreeHash } from '../../write/receipt/tree-hash.ts';
import { refuseTaken } from '../../write/targets/publish.ts';
import { demandResultFile } from '../folder/result-file.ts';
import type { JobContext } from './job-context.ts';

/** What a receipt is made of. */
export interface ReceiptOf {
  readonly plan: BurnPlan | WritePlan | MakePlan | EditPlan | ReadPlan;
  /** Where they are now: a job that goes on may have found its drives elsewhere. */
  readonly planned: readonly PlanTarget[];
  readonly report: Pick<JobReport, 'source' | 'targets'>;
  readonly sha256: string | undefined;
  readonly sizeBytes: number;
  readonly startedAtMs: number;
  /** Made while the bytes passed by, when a receipt is wanted. */
  readonly tree: TreeHash | undefined;
}

/** A receipt never replaces anything, and that is said before the first byte. @throws Failure `output-exists`, `output-not-writable` */
export async function refuseReceiptThere({ receipt }: Pick<WritePlan, 'receipt'>): Promise<void> {
  if (receipt === undefined) return;
  await refuseTaken(receipt, false);
  demandResultFile(receipt);
}

/**
 * Writes the receipt of what is on the targets now where the plan wants it, and into the job folder. The targets are done
 * whatever happens here: a receipt that cannot be written is a note.
 */
export async function leaveReceipt(of: ReceiptOf, context: JobContext): Promise<void> {
  const done = (of.report.targets ?? []).filter(({ ok }) => ok);
  const { receipt: path } = of.plan;
  if (path === undefined || done.length === 0 || of.sha256 === undefined || of.tree === undefined) return;
  try {
    const receipt = sealed(shownFacts(await contentOf(of, of.sha256, of.tree, context)));
    const subject = (('output' in of.plan && of.plan.output) || of.plan.source).path;
    const name = `${basename(shownAddress(subject).replace(/[?#]\.\.\.$/, ''))}.receipt.json`;
    await writeReceipt(join(jobsFolder(), context.jobId, name), receipt).catch(() => undefined);
    await writeReceipt(path, receipt);
    context.onFact({ event: 'note', code: 'receipt-written', path });
  } catch (error) {
    const { code, message } = asFailure(error);
    const text = code === 'internal' ? message : code;
    context.onFact({ event: 'note', code: 'receipt-not-written', path, text });
  }
}

async function contentOf(of: ReceiptOf, sha256: string, tree: TreeHash, context: JobContext) {
  const { pieceBytes, sizeBytes, root, pieces } = tree;
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
    plan: JSON.parse(JSON.stringify(of.plan)),
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
