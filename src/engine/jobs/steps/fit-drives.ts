import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { StickDrive } from '../../author/sticks/stick-drive.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { PlanSource, PlanTarget } from '../../contract/plan/plan.ts';
import { isImage, type Source } from '../../contract/ports/image.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import type { Target } from '../../contract/ports/target.ts';
import { fittedTarget, isFitted } from '../../write/targets/fitted-target.ts';

/** The layout of a stick counts in these. */
const SECTOR_BYTES = 512;

/** The drives a stick is planned for, with the sizes that the plan says they have; none for any other source. */
export async function drivesOf(
  source: PlanSource,
  targets: readonly PlanTarget[],
  machine: Machine,
): Promise<StickDrive[]> {
  if (source.kind === 'image' || !source.author.files) return [];
  return Promise.all(
    targets.map(async (target) => ({
      name: basename(target.path),
      capacityBytes: await capacityOf(target, machine),
    })),
  );
}

async function capacityOf(target: PlanTarget, machine: Machine): Promise<number> {
  const said = target.kind === 'file' ? target.sizeBytes : target.expect.sizeBytes;
  if (said !== undefined) return said;
  if (target.kind === 'file') {
    const found = await stat(target.path).catch(() => undefined);
    if (found) return found.size;
  }
  const drives = target.kind === 'drive' ? await machine.listDrives() : [];
  const drive = drives.find(({ path }) => path === target.path);
  if (!drive) throw new Failure('target-gone', { target: basename(target.path) });
  return drive.sizeBytes;
}

/** Targets as the source sees them: an image laid out for drives of several sizes stands a little otherwise on each. */
export function fittedTo(source: Source, targets: readonly Target[]): Target[] {
  const fitTo = isImage(source) ? source.fitTo?.bind(source) : undefined;
  const { sizeBytes } = source;
  if (!fitTo || sizeBytes === undefined) return [...targets];
  return targets.map((target) => {
    const fit = fitTo(target.capacityBytes);
    return isFitted(fit, sizeBytes) ? fittedTarget(target, fit, sizeBytes) : target;
  });
}

/** A drive with other sectors counts its partitions in these. @throws Failure `file-system-unfit` */
export function refuseLargeSectors(
  source: Source,
  targets: readonly Target[],
  planned: readonly PlanTarget[],
): void {
  if (!isImage(source) || !source.fitTo) return;
  const large = targets.find(
    ({ blockBytes }, index) => planned[index]?.kind === 'drive' && blockBytes > SECTOR_BYTES,
  );
  if (large)
    throw new Failure('file-system-unfit', {
      target: large.name,
      fileSystem: 'FAT32',
      why: 'sector-size',
      forFiles: true,
    });
}

/** All these drives get the same bytes. */
export function areSame(source: Source, targets: readonly Target[]): boolean {
  const sizes = new Set(targets.map(({ capacityBytes }) => capacityBytes));
  return !isImage(source) || source.fitTo === undefined || sizes.size === 1;
}

/** A receipt tells of one sequence of bytes. @throws Failure `usage` where drives hold others */
export function refuseFittedReceipt(
  source: Source,
  targets: readonly Target[],
  receipt: string | undefined,
): void {
  if (receipt === undefined || !isImage(source) || !source.fitTo) return;
  const { sizeBytes } = source;
  if (targets.some(({ capacityBytes }) => isFitted(source.fitTo?.(capacityBytes) ?? NOTHING, sizeBytes)))
    throw usageRefused({ reason: 'receipt-of-stick' });
}

const NOTHING = { patches: [], tailByte: Number.POSITIVE_INFINITY };

/** How much from the beginning on is overwritten; undefined when something goes to the end of a drive, or nobody knows. */
export function overwrittenBytes(source: Source): number | undefined {
  const hasTail =
    isImage(source) &&
    source.fitTo !== undefined &&
    hasTailIn(source.fitTo(source.sizeBytes), source.sizeBytes);
  return hasTail ? undefined : source.sizeBytes;
}

function hasTailIn({ tailByte }: { readonly tailByte: number }, sizeBytes: number): boolean {
  return tailByte < sizeBytes;
}
