import { rm } from 'node:fs/promises';
import type { JobReport, MediumReport } from '../../contract/events/report.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { endFailure } from '../../read/rescue/acquisition.ts';
import { packingOf } from '../../write/packed/packing.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { ReadSums } from '../../read/rescue/read-sums.ts';
import { type Acquired, acquireMedium } from '../steps/acquire-medium.ts';
import { demandSameMedium, foundMedium, keptBytes } from '../steps/found-medium.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { leaveReceipt, refuseReceiptThere } from '../steps/leave-receipt.ts';
import { mediumReport, withFilesHit } from '../steps/medium-report.ts';
import { beginProof, type RunningProof } from '../steps/prove-rescued.ts';
import { beginMap, startedMap } from '../steps/rescue-map.ts';
import { openRescueOutput, type RescueOutput } from '../steps/rescue-output.ts';
import { rescuePlaces } from '../steps/rescue-places.ts';
import { beginFiles, blockMapPathOf, demandFormOf, makeFiles, type RescuedFiles } from '../steps/rescued-files.ts';

/** A medium → an image, as much of it as can be read. What is missing at the end stands in the map and in the report. */
export async function runRead(plan: ReadPlan, context: JobContext): Promise<Ending> {
  const medium = await foundMedium(plan.source, context);
  if (context.dryRun) {
    const sizeBytes = await keptBytes(plan, medium);
    return { report: { source: { path: plan.source.path, sizeBytes } }, proved: false };
  }
  return plan.output ? save(plan, plan.output, medium, context) : scan(plan, medium, context);
}

/** Only read: how well that goes is what is wanted. */
async function scan(plan: ReadPlan, medium: Medium, context: JobContext): Promise<Ending> {
  const sizeBytes = await keptBytes(plan, medium);
  const { map, start } = startedMap(
    { mapPath: plan.map, imagePath: undefined, hasImage: true },
    medium,
    sizeBytes,
  );
  const acquired = await acquireMedium(
    { plan, medium, map, start, output: undefined, sums: new ReadSums(), mapPath: plan.map, imagePath: undefined },
    context,
  );
  const report = reportOf(plan, mediumReport(medium, acquired, { mapPath: plan.map }));
  const failure = failureOf(plan, medium, acquired, context);
  return { report, proved: failure === undefined, ...(failure && { failure }) };
}

async function save(
  plan: ReadPlan,
  { path, replace }: NonNullable<ReadPlan['output']>,
  medium: Medium,
  context: JobContext,
): Promise<Ending> {
  const startedAtMs = context.clock.nowMs();
  await refuseOwnPaths(plan, path, medium);
  await refuseReceiptThere(plan);
  const packing = await demandFormOf(plan);
  const places = await rescuePlaces(path, plan.map, packing !== undefined);
  const { mapPath, workPath } = places;
  const all = plan.whole ? medium.sizeBytes : undefined;
  const begun = startedMap({ ...places, imagePath: path }, medium, all);
  const sizeBytes = begun.goesOn ? begun.map.sizeBytes : await keptBytes(plan, medium);
  const { map, start, goesOn } = begun.goesOn
    ? begun
    : startedMap({ ...places, imagePath: path }, medium, sizeBytes);
  const beforeMade = (): void => beginMap(mapPath, map, medium, path, context);
  const output = await openRescueOutput({ path, workPath, sizeBytes, replace, goesOn, files: context.files, beforeMade });
  const sums = new ReadSums();
  const proofBegun = (): RunningProof => beginProof({ plan, path, fd: output.fd, map, sums }, context);
  // What an earlier run read may come to nothing once more: it is read back when nothing is missing.
  const proof = goesOn ? undefined : proofBegun();
  const onRead = (): void => proof?.grew();
  const step = { plan, medium, map, start, output, sums, mapPath, imagePath: path, onRead };
  try {
    const files = await beginFiles(plan, output);
    if (goesOn) await demandSameMedium(map, medium, { fd: output.fd, workPath, mapPath });
    const acquired = await acquireMedium(step, context).catch(async (error: unknown) => {
      if (!goesOn && map.totals['+'] === 0) await forget(output, mapPath);
      throw error;
    });
    const failure = failureOf(plan, medium, acquired, context);
    if (failure) return await unfinished(failure, { plan, medium, acquired, output, ...places }, context);
    const parts = { plan, path, acquired, output, medium, mapPath, startedAtMs };
    return await finished({ ...parts, files, proof: proof ?? proofBegun() }, context);
  } finally {
    await proof?.abandon();
    await output.close();
  }
}

/** @throws Failure `usage` */
async function refuseOwnPaths(plan: ReadPlan, path: string, medium: Medium): Promise<void> {
  if (path === medium.realPath || path === plan.source.path)
    throw new Failure('source-on-target', { source: plan.source.path, target: path });
  const own = [path, checksumPathOf(path), ...(plan.blockMap ? [blockMapPathOf(path)] : [])];
  if (plan.receipt !== undefined && own.includes(plan.receipt))
    throw usageRefused({ reason: 'receipt-is-output', path: plan.receipt });
  if (plan.map === undefined) return;
  if (plan.map === medium.realPath || plan.map === plan.source.path || own.includes(plan.map))
    throw new Failure('source-on-target', { source: plan.source.path, target: plan.map });
}

/** A job that never read anything leaves nothing. */
async function forget(output: RescueOutput, mapPath: string): Promise<void> {
  await output.remove();
  await rm(mapPath, { force: true });
}

interface Unfinished {
  readonly plan: ReadPlan;
  readonly medium: Medium;
  readonly acquired: Acquired;
  readonly output: RescueOutput;
  readonly workPath: string;
  readonly mapPath: string;
}

/** What was tried to the end gets its name, with holes; what was broken off stays as it is, to go on with. */
async function unfinished(
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
  const told = isTried ? await withFilesHit(found, output.fd, context.signal) : found;
  sayBad(told, context);
  return { report: reportOf(plan, told), proved: false, failure };
}

function sayBad({ bad }: MediumReport, { onFact }: JobContext): void {
  for (const { atByte, lengthBytes, files } of bad) {
    const [file] = files;
    onFact({ event: 'bad', atByte, lengthBytes, ...(file !== undefined && { file }) });
  }
}

interface Finished {
  readonly plan: ReadPlan;
  readonly path: string;
  readonly acquired: Acquired;
  readonly output: RescueOutput;
  readonly medium: Medium;
  readonly mapPath: string;
  readonly startedAtMs: number;
  readonly files: RescuedFiles;
  readonly proof: RunningProof;
}

/** Nothing is missing: the image is read back, hashed, and gets its name. */
async function finished(
  { plan, path, acquired, output, medium, mapPath, startedAtMs, files, proof: running }: Finished,
  context: JobContext,
): Promise<Ending> {
  const { map } = acquired;
  const told = mediumReport(medium, acquired, {});
  const proof = await running.finish();
  const report = { ...reportOf(plan, told), targets: [proof.target] };
  if (proof.failure || proof.sha256 === undefined)
    return { report, proved: false, ...(proof.failure && { failure: proof.failure }) };
  const { sha256, tree } = proof;
  const { file, parts } = await makeFiles(files, { fd: output.fd, path, sizeBytes: map.sizeBytes, sha256 }, context);
  await output.publish(file.sha256, parts);
  if (plan.map === undefined) await rm(mapPath, { force: true });
  const planned = [{ kind: 'file', path, sizeBytes: map.sizeBytes }] as const;
  await leaveReceipt({ plan, planned, report, sha256, tree, sizeBytes: map.sizeBytes, startedAtMs }, context);
  const source = { path: plan.source.path, sizeBytes: map.sizeBytes, sha256 };
  const image = { path, ...file, label: '', checksumPath: checksumPathOf(path) };
  return { report: { ...report, source, image }, proved: proof.isWhole };
}

function reportOf(
  { source: { path } }: ReadPlan,
  medium: MediumReport,
): Pick<JobReport, 'source' | 'medium'> {
  return { source: { path, sizeBytes: medium.sizeBytes }, medium };
}

/** Undefined when every sector was read. */
function failureOf(
  plan: ReadPlan,
  { path }: Medium,
  { end, map }: Acquired,
  { signal }: JobContext,
): Failure | undefined {
  if (end.why === 'output') {
    const error = Object.assign(new Error(end.errno), { code: end.errno });
    return outputFailure(error, plan.output?.path ?? path);
  }
  if (map.missingBytes === 0) return undefined;
  if (end.why === 'stopped') return signal.reason instanceof Failure ? signal.reason : stoppedByPerson();
  const gone = endFailure(path, end);
  if (gone) return gone;
  const { totals } = map;
  return new Failure('sectors-missing', {
    path,
    badBytes: map.missingBytes,
    places: [...map.missing()].length,
    untriedBytes: totals['?'] + totals['*'] + totals['/'],
    ...(plan.output && { output: plan.output.path, map: plan.map ?? `${plan.output.path}.map` }),
    ...(plan.map !== undefined && { map: plan.map }),
  });
}

const stoppedByPerson = (): Failure => new Failure('stopped', { by: 'person' });
