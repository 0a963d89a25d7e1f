import type { AuthoredImage } from '../../author/plan/authored-image.ts';
import type { JobReport } from '../../contract/events/report.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { EditPlan, MakePlan } from '../../contract/plan/plan.ts';
import { isImage } from '../../contract/ports/image.ts';
import { inspectImage } from '../../read/inspect/inspect.ts';
import { openSource } from '../../read/open/open-source.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { transfer } from '../../write/transfer/transfer.ts';
import type { Ending, JobContext } from './job-context.ts';
import { leaveReceipt, refuseReceiptThere } from './leave-receipt.ts';
import { removeLeftOvers } from './left-overs.ts';
import { noteCached } from './note-cached.ts';
import { bootReport } from './open-source.ts';
import { openedTree, reportedFacts } from './opened-source.ts';
import { lossFailure } from './refuse-losses.ts';
import { refuseReplacedSources } from './refuse-used.ts';
import { heldOutput, lockReplaced } from './replaced-file.ts';
import { targetReport } from './target-report.ts';

type AuthoringPlan = MakePlan | EditPlan;

/** A tree → image file. The image is read back and compared before it gets its name. */
export async function makeImage(
  plan: AuthoringPlan,
  open: () => Promise<AuthoredImage>,
  context: JobContext,
): Promise<Ending> {
  if (!context.dryRun) await removeLeftOvers(plan.output.path, context);
  const image = await open();
  try {
    const failure = lossFailure(plan.source, image.losses);
    if (context.dryRun) {
      const report = {
        ...forecast(plan, image),
        ...(await bootReport(openedTree(image, false))),
        ...(await editedReport(image)),
      };
      return { report, proved: false, ...(failure && { failure }) };
    }
    return failure
      ? { report: forecast(plan, image), proved: false, failure }
      : await make(plan, image, context);
  } finally {
    await image.close();
  }
}

async function make(plan: AuthoringPlan, image: AuthoredImage, context: JobContext): Promise<Ending> {
  const startedAtMs = context.clock.nowMs();
  const { path, replace } = plan.output;
  if (plan.receipt === path || plan.receipt === checksumPathOf(path))
    throw usageRefused({ reason: 'receipt-is-output', path: plan.receipt });
  await refuseReceiptThere(plan);
  await refuseReplacedSources(plan);
  const release = await lockReplaced(plan);
  const output = await heldOutput(
    { path, replace, sizeBytes: image.sizeBytes, jobId: context.jobId, files: context.files },
    release,
  );
  if (plan.verify) noteCached([output], context);
  const { lanes, sha256, tree, sizeBytes, failure } = await transfer({
    ...context,
    source: image,
    targets: [output],
    write: true,
    verify: plan.verify,
    hash: true,
    tree: plan.receipt !== undefined,
    unseenUntilProved: true,
    // A new file holds zeros until it is written to.
    zeroed: [true],
  });
  const targets = lanes.map((lane) => targetReport(lane, { path }, sha256));
  const failed = failure ?? lanes.find(({ lane }) => lane.failure)?.lane.failure;
  const report = { ...forecast(plan, image), boot: image.boot, targets, ...(await editedReport(image)) };
  if (failed || sha256 === undefined) return { report, proved: false, ...(failed && { failure: failed }) };
  const planned = [{ kind: 'file', path, sizeBytes }] as const;
  const done = { plan, planned, report, sha256, tree, sizeBytes, startedAtMs };
  await leaveReceipt(done, context);
  const made = {
    path,
    sizeBytes: image.sizeBytes,
    sha256,
    label: image.label,
    checksumPath: checksumPathOf(path),
  };
  return { report: { ...report, image: made, ...(await bootOfFile(path)) }, proved: plan.verify };
}

/** The written image is read again: the forecast speaks of its bytes, not of the plan. */
async function bootOfFile(path: string): Promise<Pick<JobReport, 'forecast'>> {
  const file = await openSource(path);
  try {
    return isImage(file) ? { forecast: (await inspectImage(file)).forecast } : {};
  } finally {
    await file.close();
  }
}

/** What an image was before its changes, and what they did. */
async function editedReport({ edited }: AuthoredImage): Promise<Pick<JobReport, 'edited'>> {
  if (!edited) return {};
  const { before, changes, lists } = edited;
  const { forecast } = await inspectImage(before);
  return {
    edited: {
      before: { sizeBytes: before.sizeBytes, forecast },
      changes,
      ...(lists.length > 0 && { lists }),
    },
  };
}

/** What is known before the first byte. */
function forecast({ source }: AuthoringPlan, image: AuthoredImage): ReturnType<typeof reportedFacts> {
  return reportedFacts(source.path, openedTree(image, source.author.exclude.length > 0).facts);
}
