import { findChecksum, type KnownChecksum } from '../image/known-checksum.ts';
import type { PlanTarget, VerifyPlan } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import type { ByteStream, Image } from '../ports/image.ts';
import type { Target } from '../ports/target.ts';
import { transfer } from '../transfer/transfer.ts';
import { withChecksInside } from './checks-inside.ts';
import { sourceFacts } from './look-ahead.ts';
import { openSource } from './open-source.ts';
import { openTargets } from './open-targets.ts';
import type { Ending, JobContext } from './run-plan.ts';
import { runVerifyReceipt } from './run-verify-receipt.ts';
import { compareChecksum, noteMapped } from './run-write.ts';
import { targetReport } from './target-report.ts';

/** An image against targets, and against the checksums that stand beside it and inside it. Writes nothing. */
export async function runVerify(plan: VerifyPlan, context: JobContext): Promise<Ending> {
  if (plan.source.kind === 'receipt') return runVerifyReceipt(plan, context);
  const opened = await openSource(plan.source, context);
  try {
    const known = plan.source.kind === 'image' ? await findChecksum(plan.source.path) : undefined;
    const isOnly = known === undefined && (opened.checkedAgainst ?? []).length === 0;
    const { image, verdicts } = await withChecksInside(opened, plan, isOnly, context);
    const isChecked = known !== undefined || (image.checkedAgainst ?? []).length > 0;
    if (plan.targets.length === 0 && !isChecked)
      throw new Failure('checksum-missing', { path: plan.source.path });
    if (context.dryRun) {
      return {
        report: {
          source: {
            path: plan.source.path,
            sizeBytes: image.sizeBytes ?? 0,
            ...(await sourceFacts(plan.source, image)),
          },
        },
        proved: false,
      };
    }
    if (plan.targets.length > 0) noteMapped(image, context);
    const targets = await openTargets(plan.targets, context.machine, { purpose: 'read' }, context.files);
    const ending = await compare(plan, image, targets, known, context);
    const source = { ...ending.report.source!, ...verdicts() };
    return { ...ending, report: { ...ending.report, source } };
  } finally {
    await opened.close();
  }
}

async function compare(
  plan: VerifyPlan,
  image: Image | ByteStream,
  targets: readonly Target[],
  known: KnownChecksum | undefined,
  context: JobContext,
): Promise<Ending> {
  const { lanes, sha256, sizeBytes, failure } = await transfer({
    ...context,
    source: image,
    targets,
    write: false,
    verify: true,
    hash: true,
    approve: async (hash) => compareChecksum(plan.source.path, hash, known, context),
  });
  const reports = lanes.map((lane, index) => targetReport(lane, plan.targets[index] as PlanTarget, sha256));
  const failed = failure ?? lanes.find(({ lane }) => lane.failure)?.lane.failure;
  const source = { path: plan.source.path, sizeBytes, ...(sha256 && { sha256 }) };
  return { report: { source, targets: reports }, proved: true, ...(failed && { failure: failed }) };
}
