import type { AuthoredImage } from '../author/author.ts';
import { openSource } from '../image/open-source.ts';
import { inspectImage } from '../inspect/inspect.ts';
import type { MakePlan } from '../plan/plan.ts';
import { checksumPathOf, openOutputFile } from '../targets/output-file.ts';
import { transfer } from '../transfer/transfer.ts';
import type { JobReport } from './events.ts';
import { leaveReceipt, refuseReceiptThere } from './leave-receipt.ts';
import { bootReport, openFolder } from './open-source.ts';
import type { Ending, JobContext } from './run-plan.ts';
import { targetReport } from './target-report.ts';

/** Folder → image file. The image is read back and compared before it gets its name. */
export async function runMake(plan: MakePlan, context: JobContext): Promise<Ending> {
  const image = await openFolder(plan.source, context);
  try {
    return context.dryRun
      ? { report: { ...forecast(plan, image), ...(await bootReport(image)) }, proved: false }
      : await make(plan, image, context);
  } finally {
    await image.close();
  }
}

async function make(plan: MakePlan, image: AuthoredImage, context: JobContext): Promise<Ending> {
  const startedAtMs = context.clock.nowMs();
  await refuseReceiptThere(plan);
  const { path, replace } = plan.output;
  const output = await openOutputFile({ path, replace, sizeBytes: image.sizeBytes, jobId: context.jobId });
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
  const report = { ...forecast(plan, image), boot: image.boot, targets };
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
    return 'read' in file ? { forecast: (await inspectImage(file)).forecast } : {};
  } finally {
    await file.close();
  }
}

/** What is known before the first byte. */
function forecast(
  { source }: MakePlan,
  { sizeBytes, losses, label, excluded }: AuthoredImage,
): Omit<JobReport, 'elapsedMs'> {
  const known = { source: { path: source.path, sizeBytes, label }, losses };
  return source.author.exclude.length === 0 ? known : { ...known, excludedEntries: excluded };
}
