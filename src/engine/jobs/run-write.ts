import { findChecksum, type KnownChecksum } from '../image/known-checksum.ts';
import type { PlanTarget, WritePlan } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import type { ByteStream, Image } from '../ports/image.ts';
import type { Target } from '../ports/target.ts';
import { transfer } from '../transfer/transfer.ts';
import type { JobReport } from './events.ts';
import { openSource } from './open-source.ts';
import { closeAll, openTargets } from './open-targets.ts';
import type { Ending, JobContext } from './run-plan.ts';
import { targetReport } from './target-report.ts';

/** Image or folder → drives, each read back and compared. */
export async function runWrite(plan: WritePlan, context: JobContext): Promise<Ending> {
  const image = await openSource(plan.source, context);
  try {
    if (context.dryRun) return { report: forecast(plan, image), proved: false };
    const targets = await openTargets(plan.targets, context.machine, {
      purpose: 'write',
      sourcePath: plan.source.path,
    });
    return await write(plan, image, targets, context);
  } finally {
    await image.close();
  }
}

async function write(
  plan: WritePlan,
  image: Image | ByteStream,
  targets: readonly Target[],
  context: JobContext,
): Promise<Ending> {
  const known =
    plan.source.kind === 'image' && 'read' in image ? await findChecksum(plan.source.path) : undefined;
  await refuseSmall(targets, image.sizeBytes ?? 0);
  noteCached(targets, context);
  const { lanes, sha256, sizeBytes, failure } = await transfer({
    ...context,
    source: image,
    targets,
    write: true,
    verify: plan.verify,
    hash: true,
    approve: async (hash) => compareChecksum(plan.source.path, hash, known, context),
  });
  const reports = lanes.map((lane, index) => targetReport(lane, plan.targets[index] as PlanTarget, sha256));
  const failed = failure ?? lanes.find(({ lane }) => lane.failure)?.lane.failure;
  const { source, losses }: Forecast = forecast(plan, image);
  const report = { source: { ...source, sizeBytes, ...(sha256 && { sha256 }) }, losses, targets: reports };
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

/** @throws Failure `checksum-wrong` before the drive gets its head, so that a bad image never becomes bootable */
export function compareChecksum(
  path: string,
  sha256: string | undefined,
  known: KnownChecksum | undefined,
  { onFact }: JobContext,
): void {
  if (!known || sha256 === undefined) return;
  if (known.sha256 !== sha256) {
    throw new Failure('checksum-wrong', {
      path,
      expected: known.sha256,
      found: sha256,
      checksumFile: known.checksumFile,
    });
  }
  onFact({ event: 'note', code: 'checksum-file-matches', path: known.checksumFile });
}

interface Forecast {
  readonly source: NonNullable<JobReport['source']>;
  readonly losses: NonNullable<JobReport['losses']>;
}

function forecast({ source }: WritePlan, image: Image | ByteStream): Forecast {
  const label = 'label' in image ? { label: String(image.label) } : {};
  const losses = 'losses' in image ? (image.losses as Forecast['losses']) : [];
  return { source: { path: source.path, sizeBytes: image.sizeBytes ?? 0, ...label }, losses };
}
