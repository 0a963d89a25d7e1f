import { rm } from 'node:fs/promises';
import type { MediumReport } from '../../contract/events/report.ts';
import type { Failure } from '../../contract/failure/failure.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { packingOf } from '../../write/packed/packing.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import type { Acquired } from './acquire-medium.ts';
import { fdImage } from './fd-image.ts';
import { hashImage } from './hash-image.ts';
import type { Ending, JobContext } from './job-context.ts';
import { leaveReceipt } from './leave-receipt.ts';
import { mediumReport, withFilesHit, withSessions } from './medium-report.ts';
import type { RescuedProof, RunningProof } from './prove-rescued.ts';
import { reportOf } from './read-report.ts';
import type { RescueOutput } from './rescue-output.ts';
import { makeFiles, type RescuedFiles } from './rescued-files.ts';
import { showSession, type WantedSession } from './wanted-session.ts';

interface Unfinished {
  readonly plan: ReadPlan;
  readonly medium: Medium;
  readonly acquired: Acquired;
  readonly output: RescueOutput;
  readonly workPath: string;
  readonly mapPath: string;
}

/** What was tried to the end gets its name, with holes; what was broken off stays as it is, to go on with. */
export async function endUnfinished(
  failure: Failure,
  { plan, medium, acquired, output, workPath, mapPath }: Unfinished,
  context: JobContext,
): Promise<Ending> {
  // A packed image with holes would be packed once more when they are filled: it stays as it is.
  const isTried = acquired.end.why === 'over' && packingOf(plan.output?.path ?? '') === undefined;
  if (isTried) await output.publish(undefined);
  const imagePath = isTried ? plan.output?.path : workPath;
  const named = { mapPath, ...(imagePath !== undefined && { imagePath }) };
  const found = mediumReport(medium, acquired, named);
  const told = isTried ? await triedReport(found, { plan, medium, output }, context) : found;
  sayBad(told, context);
  return { report: reportOf(plan, told), proved: false, failure };
}

async function triedReport(
  found: MediumReport,
  { plan, medium, output: { fd } }: Pick<Unfinished, 'plan' | 'medium' | 'output'>,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<MediumReport> {
  return withSessions(await withFilesHit(found, fd, signal), fd, medium, plan);
}

function sayBad({ bad, sectorBytes }: MediumReport, { onFact }: JobContext): void {
  for (const { atByte, lengthBytes, files, untried } of bad) {
    // Nobody knows of it yet: it is told at the end, and whoever counts damage does not count it.
    if (untried) continue;
    const [file] = files;
    onFact({
      event: 'bad',
      atByte,
      lengthBytes,
      ...(sectorBytes && { sectorBytes }),
      ...(file !== undefined && { file }),
    });
  }
}

export interface Finished {
  readonly plan: ReadPlan;
  readonly path: string;
  readonly acquired: Acquired;
  readonly output: RescueOutput;
  readonly medium: Medium;
  readonly mapPath: string;
  readonly startedAtMs: number;
  readonly session: WantedSession | undefined;
  readonly files: RescuedFiles;
  readonly proof: RunningProof;
}

/** Nothing is missing: the image is read back and hashed, what is wanted of it is made, and it gets its name. */
export async function endWhole(whole: Finished, context: JobContext): Promise<Ending> {
  const { plan, path, acquired, output, medium, mapPath, startedAtMs, files } = whole;
  const { sizeBytes } = acquired.map;
  const proof = await whole.proof.finish();
  const found = await withSessions(mediumReport(medium, acquired, {}), output.fd, medium, plan);
  const report = { ...reportOf(plan, found), targets: [proof.target] };
  if (proof.failure || proof.sha256 === undefined)
    return { report, proved: false, ...(proof.failure && { failure: proof.failure }) };
  const { sha256, tree } = await shown(whole, { ...proof, sha256: proof.sha256 }, context);
  const { file, parts } = await makeFiles(files, { fd: output.fd, path, sizeBytes, sha256 }, context);
  await output.publish(file.sha256, parts);
  if (plan.map === undefined) await rm(mapPath, { force: true });
  const targets = [{ ...proof.target, sha256 }];
  const planned = [{ kind: 'file', path, sizeBytes }] as const;
  const done = { ...report, targets };
  await leaveReceipt({ plan, planned, report: done, sha256, tree, sizeBytes, startedAtMs }, context);
  const source = { path: plan.source.path, sizeBytes, sha256 };
  const image = { path, ...file, label: '', checksumPath: checksumPathOf(path) };
  return { report: { ...done, source, image }, proved: proof.isWhole };
}

/** An image that is to show a later session has other descriptors than the disc, and so another sum. */
async function shown(
  { session, output, path, plan, acquired }: Finished,
  { sha256, tree }: Pick<RescuedProof, 'tree'> & { readonly sha256: string },
  context: JobContext,
): Promise<Pick<RescuedProof, 'tree'> & { readonly sha256: string }> {
  if (!session?.descriptors) return { sha256, tree };
  showSession(output.fd, path, session);
  const image = fdImage(output.fd, path, acquired.map.sizeBytes);
  const { sha256: after = sha256, tree: treeAfter } = await hashImage(
    image,
    plan.receipt !== undefined,
    context,
  );
  return { sha256: after, tree: treeAfter };
}
