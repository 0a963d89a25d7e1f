import { rm } from 'node:fs/promises';
import type { MediumReport, TargetReport } from '../../contract/events/report.ts';
import type { Failure } from '../../contract/failure/failure.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import type { DriveSink } from './drive-sinks.ts';
import { endDrive, targetImage } from './end-drives.ts';
import { endFiles } from './end-files.ts';
import { fdImage } from './fd-image.ts';
import type { Ending, JobContext } from './job-context.ts';
import { leaveReceipt } from './leave-receipt.ts';
import { mediumReport, withFilesHit, withSessions } from './medium-report.ts';
import { lostReport, type ProvedSinks, proveSinks } from './prove-sinks.ts';
import { reportOf } from './read-report.ts';
import type { Finished, Read } from './rescue.ts';
import { keepMap } from './rescue-map.ts';

interface Unfinished extends Read {
  /** Images get their names, with holes. */
  readonly isNamed: boolean;
}

/** What was tried to the end gets its name, with holes; what was broken off stays as it is, to go on with. */
export async function endUnfinished(
  failure: Failure,
  read: Unfinished,
  context: JobContext,
): Promise<Ending> {
  const { plan, acquired, open, isNamed } = read;
  const isTried = acquired.end.why === 'over';
  const found = foundOf(read);
  let told = found;
  const look = async (): Promise<void> => {
    const image = isTried ? imageOf(read) : undefined;
    if (image) told = await triedReport(found, { ...read, image }, context);
  };
  const hasDrives = isTried && open.drives.length > 0;
  const proved = hasDrives ? await endDrives(read, context, look) : undefined;
  if (isNamed) {
    for (const { output } of open.files) await output.publish(undefined);
    sayNamed(read, context);
  }
  if (!hasDrives) await look();
  sayBad(told, context);
  const targets = proved?.targets ?? open.drives.map((sink) => lostReport(sink, { open, map: acquired.map }));
  const report = { ...reportOf(plan, told), ...(targets.length > 0 && { targets }) };
  return { report, proved: false, failure };
}

function foundOf({ medium, acquired, open, mapPath, isNamed }: Unfinished): MediumReport {
  const [file] = open.files;
  const imagePath = isNamed ? file?.path : file?.workPath;
  return mediumReport(medium, acquired, { mapPath, ...(imagePath !== undefined && { imagePath }) });
}

/** The map speaks of the image under its own name from now on. */
function sayNamed(read: Read, context: JobContext): void {
  const { mapPath, mapAt, isPartial, acquired, open } = read;
  if (mapPath !== undefined && open.sinks.isSilentAt(mapPath)) return;
  if (isPartial && mapPath !== undefined && mapAt !== undefined)
    keepMap({ ...read, mapPath, mapAt, isPartial: false }, acquired.map, context);
}

async function triedReport(
  found: MediumReport,
  { plan, medium, image }: Pick<Read, 'plan' | 'medium'> & { readonly image: Image },
  { signal }: Pick<JobContext, 'signal'>,
): Promise<MediumReport> {
  return withSessions(await withFilesHit(found, image, signal), image, medium, plan);
}

/** One of those that hold it. */
function imageOf({ open, acquired: { map } }: Read): Image | undefined {
  const file = open.files.find((sink) => open.sinks.isSound(sink));
  if (file) return fdImage(file.output.fd, file.path, map.sizeBytes);
  const drive = open.drives.find((sink) => open.sinks.isSound(sink));
  return drive && targetImage(drive.target, drive.path, map.sizeBytes);
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

/**
 * Drives get what they have of their own, all is read back, and what is sound is let go of as it is.
 *
 * @param beforeLetGo they are as they will be, and can still be read
 */
async function endDrives(
  read: Read,
  context: JobContext,
  beforeLetGo: () => Promise<void> = async () => undefined,
): Promise<ProvedSinks> {
  const { plan, open, acquired, sums, givenBytes, mapAt, mapPath = mapAt } = read;
  const { map } = acquired;
  const headFd = open.head?.fd;
  const ended = new Map<DriveSink, Target>();
  if (open.drives.length > 0) context.onFact({ event: 'phase', phase: 'flush' });
  await open.sinks.each(async (sink) => {
    const drive = open.drives.find((one) => one === sink);
    if (!drive || headFd === undefined) return;
    const { target, isMoved } = await endDrive(drive, {
      map,
      headFd,
      keepsTable: plan.receipt !== undefined,
    });
    ended.set(drive, target);
    if (isMoved) context.onFact({ event: 'note', code: 'table-moved', target: target.name });
  });
  const proved = await proveSinks({ plan, open, ended, map, sums, givenBytes }, context);
  await beforeLetGo();
  await open.sinks.each(async (sink) => {
    const drive = open.drives.find((one) => one === sink);
    if (!drive) return;
    const { target } = drive;
    await target.finish({ sizeBytes: map.sizeBytes });
    for (const { code } of target.notes ?? []) context.onFact({ event: 'note', code, target: target.name });
  });
  // Their beginnings are where they belong: now the map may say so.
  if (map.missingBytes > 0 && mapPath !== undefined && mapAt !== undefined)
    keepMap({ ...read, mapPath, mapAt }, map, context);
  return proved;
}

/** Nothing is missing: what was read to is read back and hashed, what is wanted of it is made, and images get their names. */
export async function endWhole(whole: Finished, context: JobContext): Promise<Ending> {
  const { plan, acquired, open, medium, mapAt, startedAtMs } = whole;
  const { sizeBytes } = acquired.map;
  let found = mediumReport(medium, acquired, {});
  const proved = await provedOf(whole, context, async () => {
    const image = imageOf(whole);
    if (image) found = await withSessions(found, image, medium, plan);
  });
  const known = reportOf(plan, found);
  const { sha256: read256, targets } = proved;
  const failed = proved.failure ?? (read256 === undefined ? open.sinks.failure : undefined);
  if (failed || read256 === undefined)
    return { report: { ...known, targets }, proved: false, ...(failed && { failure: failed }) };
  const { sha256, tree, image } = await endFiles(whole, { ...proved, sha256: read256 }, context);
  if (plan.map !== undefined) sayNamed(whole, context);
  else if (mapAt !== undefined && !open.sinks.failure) await rm(mapAt, { force: true });
  const done: TargetReport[] = targets.map((one) => (one.sha256 === undefined ? one : { ...one, sha256 }));
  const planned = [
    ...open.files.map(({ path }) => ({ kind: 'file', path, sizeBytes }) as const),
    ...open.drives.map((drive) => drive.planned),
  ];
  const report = { ...known, targets: withFailures(done, whole) };
  await leaveReceipt({ plan, planned, report, sha256, tree, sizeBytes, startedAtMs }, context);
  const source = { path: plan.source.path, sizeBytes, sha256 };
  const { failure } = open.sinks;
  return {
    report: { ...report, source, ...(image && { image }) },
    proved: proved.isWhole && !failure,
    ...(failure && { failure }),
  };
}

async function provedOf(
  whole: Finished,
  context: JobContext,
  look: () => Promise<void>,
): Promise<ProvedSinks> {
  const { open, proof } = whole;
  if (!proof) return endDrives(whole, context, look);
  const { target, ...proved } = await proof.finish();
  await look();
  const [file] = open.files;
  if (file && proved.failure) open.sinks.fail(file, proved.failure);
  return { ...proved, targets: [target] };
}

/** What failed at its very end, such as a name that is taken by now. */
function withFailures(targets: readonly TargetReport[], { open }: Read): TargetReport[] {
  return targets.map((target) => {
    const sink = [...open.files, ...open.drives].find(({ path }) => path === target.path);
    const failure = sink && open.sinks.failureOf(sink);
    if (!failure || target.failure) return target;
    const { code, facts } = failure;
    return { ...target, ok: false, state: 'unfinished', failure: { code, facts } };
  });
}
