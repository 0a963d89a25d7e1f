import type { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { BurnPlan, PlanTarget } from '../../contract/plan/plan.ts';
import { type TransferResult, transfer } from '../../write/transfer/transfer.ts';
import { lookAtDiscs, openDiscs } from '../steps/burn-discs.ts';
import { foundTargets } from '../steps/found-targets.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { leaveReceipt, refuseReceiptThere } from '../steps/leave-receipt.ts';
import { sourceFacts } from '../steps/look-ahead.ts';
import { bootReport, openPlanned } from '../steps/open-source.ts';
import { type OpenedSource, reportedFacts } from '../steps/opened-source.ts';
import { watchedForCut } from '../steps/refuse-cut.ts';
import { lossFailure } from '../steps/refuse-losses.ts';
import { targetReport } from '../steps/target-report.ts';
import { compareChecksum } from './run-write.ts';

/** Image or folder → discs, each closed, read back and compared. */
export async function runBurn(plan: BurnPlan, context: JobContext): Promise<Ending> {
  // A block map spares writes, and a disc has no place that may be left out.
  const from = plan.source.kind === 'image' ? { ...plan.source, bmap: false as const } : plan.source;
  const source = await openPlanned(from, context);
  try {
    const { opened, failure: cut } = await watchedForCut(plan.source, source, context);
    const failure = cut ?? lossFailure(plan.source, opened.facts.losses);
    const known = reportedFacts(plan.source.path, opened.facts);
    if (context.dryRun) return await lookAhead(plan, opened, failure, context);
    if (failure) return { report: known, proved: false, failure };
    return await burn(plan, opened, context);
  } finally {
    await source.bytes.close();
  }
}

/** A dry run: what the source is, what is in the drives, and each step that would be done. */
async function lookAhead(
  plan: BurnPlan,
  opened: OpenedSource,
  cut: Failure | undefined,
  context: JobContext,
): Promise<Ending> {
  const known = reportedFacts(plan.source.path, opened.facts);
  const { discs, failure: unfit } = await lookAtDiscs(plan, opened.facts.sizeBytes, context);
  const failure = cut ?? unfit;
  const report = {
    ...known,
    source: { ...known.source, ...sourceFacts(plan.source, opened.facts) },
    ...(await bootReport(opened)),
    discs,
  };
  return { report, proved: false, ...(failure && { failure }) };
}

async function burn(plan: BurnPlan, from: OpenedSource, context: JobContext): Promise<Ending> {
  const startedAtMs = context.clock.nowMs();
  await refuseReceiptThere(plan);
  const found = await foundTargets(plan.targets, ['burn', plan.source.path, 'DRIVE'], context);
  const planned = found.map(({ target }) => target);
  const targets = await openDiscs(plan, planned, from.bytes, context);
  const { known } = from.facts;
  const result = await transfer({
    ...context,
    source: from.bytes,
    targets,
    write: true,
    // What a rehearsal did is nowhere.
    verify: plan.verify && plan.dummy !== true,
    hash: true,
    tree: plan.receipt !== undefined,
    resumeAtBytes: targets.map(({ resumeAtByte }) => resumeAtByte),
    hasOwnEnd: true,
    ...(known && { approve: async (hash) => compareChecksum(plan.source.path, hash, known, context) }),
  });
  const end = ending(plan, from, planned, result);
  const { sha256, tree, sizeBytes } = result;
  await leaveReceipt({ plan, planned, sha256, tree, sizeBytes, startedAtMs, ...end }, context);
  return end;
}

function ending(
  plan: BurnPlan,
  { facts }: OpenedSource,
  planned: readonly PlanTarget[],
  { lanes, sha256, sizeBytes, failure }: TransferResult,
): Ending {
  const targets = lanes.map((lane, index) => targetReport(lane, present(planned[index]), sha256));
  const failed = failure ?? lanes.find(({ lane }) => lane.failure)?.lane.failure;
  const known = reportedFacts(plan.source.path, facts);
  const read = { ...known.source, sizeBytes: known.source.sizeBytes || sizeBytes, ...(sha256 && { sha256 }) };
  const proved = plan.verify && plan.dummy !== true;
  return {
    report: { source: read, losses: known.losses, targets },
    proved,
    ...(failed && { failure: failed }),
  };
}
