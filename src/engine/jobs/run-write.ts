import { findChecksum, type KnownChecksum } from '../image/known-checksum.ts';
import type { PlanTarget, WritePlan } from '../plan/plan.ts';
import { isLocal } from '../plan/source-path.ts';
import { Failure } from '../ports/failure.ts';
import type { Target } from '../ports/target.ts';
import type { Source } from '../transfer/source.ts';
import { type TransferResult, transfer } from '../transfer/transfer.ts';
import { quoted } from '../words/command-line.ts';
import { sizeText } from '../words/sizes.ts';
import { discardTargets, refuseDiscard } from './discard-targets.ts';
import type { JobReport } from './events.ts';
import { leaveReceipt, refuseReceiptThere } from './leave-receipt.ts';
import { deltaSamples, sourceFacts } from './look-ahead.ts';
import { bootReport, openSource } from './open-source.ts';
import { closeAll, openTargets } from './open-targets.ts';
import { prepareTargets } from './prepare-targets.ts';
import { findAgain, provenPlace } from './resume-targets.ts';
import type { Ending, JobContext } from './run-plan.ts';
import { targetReport } from './target-report.ts';
import { unmountTargets } from './unmount-targets.ts';
import { partsOf, settled, together } from './write-parts.ts';

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
  const source = await openSource(sourceOf(plan), context);
  try {
    if (context.dryRun) return await lookAhead(plan, source, context);
    return await write(plan, source, context);
  } finally {
    await source.close();
  }
}

/** A receipt speaks of every byte, so every byte is written. */
function sourceOf({ source, receipt }: WritePlan): WritePlan['source'] {
  return source.kind === 'image' && receipt !== undefined ? { ...source, bmap: false } : source;
}

/** A dry run: sizes, losses, what starts, and whether `--delta` would pay. Targets are only read, where that is allowed. */
async function lookAhead(plan: WritePlan, source: Source, { machine }: JobContext): Promise<Ending> {
  const known = forecast(plan, source);
  const samples = plan.source.kind === 'image' ? await deltaSamples(plan, source, machine) : [];
  const report = {
    ...known,
    source: { ...known.source, ...(await sourceFacts(plan.source, source)) },
    ...(await bootReport(source)),
    ...(samples.length > 0 && { samples }),
  };
  return { report, proved: false };
}

async function write(plan: WritePlan, source: Source, context: JobContext): Promise<Ending> {
  const startedAtMs = context.clock.nowMs();
  await refuseReceiptThere(plan);
  const known = plan.source.kind === 'image' ? await findChecksum(plan.source.path) : undefined;
  const planned = await plannedTargets(plan, context);
  const { path } = plan.source;
  const options = { purpose: 'write', ...(isLocal(path) && { sourcePath: path }) } as const;
  await unmountTargets(planned, context);
  const opened = await openTargets(planned, context.machine, options, context.files);
  await refuseSmall(opened, source.sizeBytes ?? 0);
  await refuseDiscard(plan, opened);
  noteCached(opened, context);
  noteMapped(source, context);
  const overwriteBytes = plan.discard ? undefined : source.sizeBytes;
  const preparing = { targets: plan.targets, test: plan.test, overwriteBytes };
  const targets = await prepareTargets(opened, preparing, context);
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
    resumeAtBytes: await resumePlaces(targets, source, context),
    ...(known && { approve: async (hash) => compareChecksum(plan.source.path, hash, known, context) }),
  });
  noteTargets(targets, context);
  const end = ending(plan, source, planned, result);
  const { sha256, tree, sizeBytes } = result;
  await leaveReceipt({ plan, planned, sha256, tree, sizeBytes, startedAtMs, ...end }, context);
  return end;
}

/** Each image has a receipt of its own: `NAME`, `NAME.2`, … */
function withOwnReceipt(part: WritePlan, index: number): WritePlan {
  return part.receipt === undefined || index === 0
    ? part
    : { ...part, receipt: `${part.receipt}.${index + 1}` };
}

/** A job that goes on looks for its drives anew: they may be plugged in elsewhere now. */
async function plannedTargets(
  { targets, source }: WritePlan,
  { resume, machine }: JobContext,
): Promise<readonly PlanTarget[]> {
  const wayOut = `When you are sure which drive it is, write it anew: isowright write ${quoted(source.path)} DRIVE`;
  return resume ? Promise.all(targets.map((target) => findAgain(target, machine, wayOut))) : targets;
}

async function resumePlaces(
  targets: readonly Target[],
  source: Source,
  { resume }: JobContext,
): Promise<readonly number[]> {
  const place = (target: Target): number => resume?.get(target.name) ?? 0;
  return Promise.all(
    targets.map((target) => (place(target) > 0 ? provenPlace(target, source, place(target)) : 0)),
  );
}

function ending(
  plan: WritePlan,
  source: Source,
  planned: readonly PlanTarget[],
  { lanes, sha256, sizeBytes, failure }: TransferResult,
): Ending {
  const targets = lanes.map((lane, index) => targetReport(lane, planned[index] as PlanTarget, sha256));
  const failed = failure ?? lanes.find(({ lane }) => lane.failure)?.lane.failure;
  const known = forecast(plan, source);
  const read = { ...known.source, sizeBytes: known.source.sizeBytes || sizeBytes, ...(sha256 && { sha256 }) };
  const identical = targets.length > 1 && !source.mapped && targets.every(({ state }) => state === 'proved');
  const report = { source: read, losses: known.losses, targets, ...(identical && { identical }) };
  return { report, proved: plan.verify, ...(failed && { failure: failed }) };
}

/** Before anything is opened for good: none of the targets is touched when one of them cannot hold the image. */
async function refuseSmall(targets: readonly Target[], needBytes: number): Promise<void> {
  const small = targets.find(({ capacityBytes }) => capacityBytes < needBytes);
  if (!small) return;
  await closeAll(targets);
  throw new Failure('target-too-small', { target: small.name, needBytes, haveBytes: small.capacityBytes });
}

function noteCached(targets: readonly Target[], { onFact }: JobContext): void {
  for (const { name, uncached } of targets) {
    if (!uncached) onFact({ event: 'note', code: 'read-back-cached', target: name });
  }
}

/** A block map that spares writes is told, for whoever expects every byte there. */
export function noteMapped({ mapped }: Source, { onFact }: JobContext): void {
  if (!mapped) return;
  const mappedBytes = mapped.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  onFact({ event: 'note', code: 'block-map', text: sizeText(mappedBytes) });
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

interface Forecast {
  readonly source: NonNullable<JobReport['source']>;
  readonly losses: NonNullable<JobReport['losses']>;
  readonly excludedEntries?: number;
}

/** What is known before the first byte; the size of a stream is not. */
function forecast({ source: planned }: WritePlan, source: Source): Forecast {
  const label = 'label' in source ? { label: String(source.label) } : {};
  const losses = 'losses' in source ? (source.losses as Forecast['losses']) : [];
  const known = { source: { path: planned.path, sizeBytes: source.sizeBytes ?? 0, ...label }, losses };
  const hasPatterns = planned.kind !== 'image' && planned.author.exclude.length > 0;
  return hasPatterns && 'excluded' in source ? { ...known, excludedEntries: Number(source.excluded) } : known;
}
