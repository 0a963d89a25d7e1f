import type { StickDrive } from '../../author/sticks/stick-drives.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { PlanTarget, WritePlan } from '../../contract/plan/plan.ts';
import { isLocal } from '../../contract/plan/source-path.ts';
import type { Source } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import type { KnownChecksum } from '../../read/checksum/find-checks.ts';
import { unpacksBeyond } from '../../read/open/read-beyond.ts';
import { type TransferResult, transfer } from '../../write/transfer/transfer.ts';
import { discardTargets, refuseDiscard } from '../steps/discard-targets.ts';
import type { FoundAgain } from '../steps/find-again.ts';
import { forecastOn, noteSectors, plannedMismatches, sourceSectors } from '../steps/find-sectors.ts';
import {
  areSame,
  drivesOf,
  fittedTo,
  overwrittenBytes,
  refuseFittedReceipt,
  refuseOtherSectors,
} from '../steps/fit-drives.ts';
import { foundTargets, leftOf } from '../steps/found-targets.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { leaveReceipt, refuseReceiptThere } from '../steps/leave-receipt.ts';
import { deltaSamples, sourceFacts } from '../steps/look-ahead.ts';
import { noteCached } from '../steps/note-cached.ts';
import { watchedForStart } from '../steps/note-start.ts';
import { bootReport, openPlanned } from '../steps/open-source.ts';
import { closeAll, openTargets } from '../steps/open-targets.ts';
import { type OpenedSource, reportedFacts } from '../steps/opened-source.ts';
import { prepareTargets } from '../steps/prepare-targets.ts';
import { watchedForCut } from '../steps/refuse-cut.ts';
import { lossFailure } from '../steps/refuse-losses.ts';
import { refuseOwnSources } from '../steps/refuse-used.ts';
import { placeToGoOn } from '../steps/resume-targets.ts';
import { targetReport } from '../steps/target-report.ts';
import { unmountTargets } from '../steps/unmount-targets.ts';
import { partsOf, settled, together } from '../steps/write-parts.ts';

/** Image or folder → drives, each read back and compared. Targets with images of their own are written beside. */
export async function runWrite(plan: WritePlan, context: JobContext): Promise<Ending> {
  const parts = partsOf(plan);
  const [only] = parts;
  if (parts.length === 1 && only) return runPart(only, context);
  const run = (part: WritePlan, index: number) =>
    settled(runPart(withOwnReceipt(part, index), context), part);
  return together(plan, await Promise.all(parts.map(run)));
}

/** Everything that goes from one source to its targets. */
async function runPart(plan: WritePlan, context: JobContext): Promise<Ending> {
  const drives = await drivesOf(plan.source, plan.targets, context.machine);
  const source = await openPlanned(sourceOf(plan), context, { drives });
  try {
    const { opened, failure: cut } = await watchedForCut(plan.source, source, context);
    const failure = cut ?? lossFailure(plan.source, opened.facts.losses);
    if (context.dryRun)
      return { ...(await lookAhead(plan, opened, drives, context)), ...(failure && { failure }) };
    if (failure) return { report: reportedFacts(plan.source.path, opened.facts), proved: false, failure };
    const watched = await watchedForStart(opened, plan.source.path, context);
    return await write(plan, watched, drives, context);
  } finally {
    await source.bytes.close();
  }
}

/** A receipt speaks of every byte, so every byte is written. */
function sourceOf({ source, receipt }: WritePlan): WritePlan['source'] {
  return source.kind === 'image' && receipt !== undefined ? { ...source, bmap: false } : source;
}

/** A dry run: sizes, losses, what starts, and whether `--delta` would pay. Targets are only read, where that is allowed. */
async function lookAhead(
  plan: WritePlan,
  opened: OpenedSource,
  drives: readonly StickDrive[],
  context: JobContext,
): Promise<Ending> {
  const { machine } = context;
  const known = reportedFacts(plan.source.path, opened.facts);
  const samples = opened.kind === 'image' ? await deltaSamples(plan, opened, machine) : [];
  const counted = await sourceSectors(opened, plan.source.path, context);
  const sectors = await plannedMismatches(counted, plan.targets, machine);
  const { boot, forecast } = await bootReport(opened, drives);
  const report = {
    ...known,
    source: { ...known.source, ...sourceFacts(plan.source, opened.facts) },
    ...(boot && { boot }),
    ...(forecast && { forecast: forecastOn(forecast, sectors, plan.targets) }),
    ...(sectors.length > 0 && { sectors }),
    ...(samples.length > 0 && { samples }),
  };
  return { report, proved: false };
}

async function write(
  plan: WritePlan,
  from: OpenedSource,
  drives: readonly StickDrive[],
  context: JobContext,
): Promise<Ending> {
  const source = from.bytes;
  const startedAtMs = context.clock.nowMs();
  await refuseReceiptThere(plan);
  const { known } = from.facts;
  const found = await foundTargets(plan.targets, ['write', plan.source.path, 'DRIVE'], context);
  const planned = found.map(({ target }) => target);
  const { path } = plan.source;
  const options = { purpose: 'write', ...(isLocal(path) && { sourcePath: path }) } as const;
  await unmountTargets(planned, context);
  const opened = await openTargets(planned, context.machine, options, context.files);
  await closingOnFailure(opened, refuseOwnSources(context.plan ?? plan, opened));
  await closingOnFailure(opened, refuseSmall(opened, source, path, context));
  await refuseDiscard(plan, opened);
  await noteSectors({ from, path, planned, opened }, context);
  noteCached(opened, context);
  noteMapped(source, context);
  const asSeen = await closingOnFailure(opened, fitted(plan, source, opened, { planned, drives }));
  const resumeAtBytes = await resumePlaces(asSeen, source, plan, found, context);
  const overwriteBytes = plan.discard ? undefined : overwrittenBytes(source);
  const preparing = { targets: plan.targets, test: plan.test, overwriteBytes };
  const targets = fittedTo(source, await prepareTargets(opened, preparing, context));
  const result = await transfer({
    ...context,
    source,
    targets,
    write: true,
    verify: plan.verify,
    hash: true,
    tree: plan.receipt !== undefined,
    delta: plan.delta ?? false,
    zeroed: await discardTargets(plan, targets, context),
    resumeAtBytes,
    ...(known && { approve: async (hash) => compareChecksum(plan.source.path, hash, known, context) }),
  });
  noteTargets(targets, context);
  const end = ending(plan, from, planned, result, areSame(source, opened));
  const { sha256, tree, sizeBytes } = result;
  await leaveReceipt({ plan, planned, sha256, tree, sizeBytes, startedAtMs, ...end }, context);
  return end;
}

/** Drives as the source sees them. @throws Failure `usage`, `file-system-unfit` before anything is written */
async function fitted(
  { receipt }: WritePlan,
  source: Source,
  opened: readonly Target[],
  { planned, drives }: { readonly planned: readonly PlanTarget[]; readonly drives: readonly StickDrive[] },
): Promise<Target[]> {
  refuseOtherSectors(source, opened, planned, drives);
  refuseFittedReceipt(source, opened, receipt);
  return fittedTo(source, opened);
}

/** Each image has a receipt of its own: `NAME`, `NAME.2`, … */
function withOwnReceipt(part: WritePlan, index: number): WritePlan {
  return part.receipt === undefined || index === 0
    ? part
    : { ...part, receipt: `${part.receipt}.${index + 1}` };
}

/** Before anything else is written to any of them, probes of a test too. */
async function resumePlaces(
  targets: readonly Target[],
  source: Source,
  { targets: planned }: WritePlan,
  found: readonly FoundAgain[],
  context: JobContext,
): Promise<readonly number[]> {
  const { resume } = context;
  if (!resume) return targets.map(() => 0);
  const place = async (target: Target, index: number): Promise<number> => {
    const left = leftOf(present(planned[index]), present(found[index]), context);
    const safeToByte = left.safeToByte || (resume.get(target.name) ?? 0);
    return placeToGoOn(target, source, { ...left, safeToByte });
  };
  return closingOnFailure(targets, Promise.all(targets.map(place)));
}

async function closingOnFailure<T>(targets: readonly Target[], work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await closeAll(targets);
    throw error;
  }
}

function ending(
  plan: WritePlan,
  { bytes, facts }: OpenedSource,
  planned: readonly PlanTarget[],
  { lanes, sha256, sizeBytes, failure }: TransferResult,
  hasSameBytes: boolean,
): Ending {
  const targets = lanes.map((lane, index) => targetReport(lane, present(planned[index]), sha256));
  const failed = failure ?? lanes.find(({ lane }) => lane.failure)?.lane.failure;
  const known = reportedFacts(plan.source.path, facts);
  const read = { ...known.source, sizeBytes: known.source.sizeBytes || sizeBytes, ...(sha256 && { sha256 }) };
  const identical =
    targets.length > 1 && hasSameBytes && !bytes.mapped && targets.every(({ state }) => state === 'proved');
  const report = { source: read, losses: known.losses, targets, ...(identical && { identical }) };
  return { report, proved: plan.verify, ...(failed && { failure: failed }) };
}

/** Before anything is opened for good: none of the targets is touched when one of them cannot hold the image. */
async function refuseSmall(
  targets: readonly Target[],
  source: Source,
  path: string,
  { files, signal }: JobContext,
): Promise<void> {
  const isLeast = source.sizeBytes === undefined;
  const needBytes = source.sizeBytes ?? ('leastBytes' in source ? (source.leastBytes ?? 0) : 0);
  const small = targets.find(({ capacityBytes }) => capacityBytes < needBytes);
  if (!small) return;
  if (isLeast && !(await unpacksBeyond(path, small.capacityBytes, { files, signal }))) return;
  const facts = { target: small.name, needBytes, haveBytes: small.capacityBytes };
  throw new Failure('target-too-small', { ...facts, ...(isLeast && { isLeast }) });
}

/** A block map that spares writes is told, for whoever expects every byte there. */
export function noteMapped({ mapped }: Source, { onFact }: JobContext): void {
  if (!mapped) return;
  const mappedBytes = mapped.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  onFact({ event: 'note', code: 'block-map', facts: { mappedBytes } });
}

/** What the targets have to say after their end. */
function noteTargets(targets: readonly Target[], { onFact }: JobContext): void {
  for (const { name, notes } of targets) {
    for (const { code } of notes ?? []) onFact({ event: 'note', code, target: name });
  }
}

/** @throws Failure `checksum-wrong` before the drive gets its head, so that a bad image never becomes bootable */
export function compareChecksum(
  path: string,
  sha256: string | undefined,
  known: KnownChecksum | undefined,
  { onFact }: JobContext,
): void {
  if (!known || sha256 === undefined) return;
  if (known.sha256 !== sha256) {
    const { sha256: expected, checksumFile } = known;
    throw new Failure('checksum-wrong', { path, expected, found: sha256, checksumFile });
  }
  onFact({ event: 'note', code: 'checksum-file-matches', path: known.checksumFile });
}
