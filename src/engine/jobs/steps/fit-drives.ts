import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { StickDrive } from '../../author/sticks/stick-drives.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { PlanSource, PlanTarget } from '../../contract/plan/plan.ts';
import { isImage, type Source } from '../../contract/ports/image.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import type { Target } from '../../contract/ports/target.ts';
import { fittedTarget, isFitted } from '../../write/targets/fitted-target.ts';

/** Of a drive that is not there to be asked. */
const USUAL_SECTOR_BYTES = 512;

/** The drives a stick is planned for, with the sizes that the plan says they have; none for any other source. */
export async function drivesOf(
  source: PlanSource,
  targets: readonly PlanTarget[],
  machine: Machine,
): Promise<StickDrive[]> {
  if (source.kind === 'image' || !source.author.files) return [];
  const there = targets.some(({ kind }) => kind === 'drive') ? await machine.listDrives() : [];
  return Promise.all(
    targets.map(async (target) => {
      const drive = target.kind === 'drive' ? there.find(({ path }) => path === target.path) : undefined;
      return {
        name: basename(target.path),
        capacityBytes: await capacityOf(target, drive?.sizeBytes),
        ...(drive && { sectorBytes: drive.sectorBytes }),
      };
    }),
  );
}

/** As the plan says, else as it is. */
async function capacityOf(target: PlanTarget, foundBytes: number | undefined): Promise<number> {
  const said = target.kind === 'file' ? target.sizeBytes : target.expect.sizeBytes;
  const file = target.kind === 'file' ? await stat(target.path).catch(() => undefined) : undefined;
  const bytes = said ?? file?.size ?? foundBytes;
  if (bytes === undefined) throw new Failure('target-gone', { target: basename(target.path) });
  return bytes;
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

/** What was planned for sectors of one size is nothing for others. @throws Failure `file-system-unfit` */
export function refuseOtherSectors(
  source: Source,
  targets: readonly Target[],
  planned: readonly PlanTarget[],
  drives: readonly StickDrive[],
): void {
  if (!isImage(source) || !source.fitTo) return;
  const other = targets.find(
    ({ blockBytes }, index) =>
      planned[index]?.kind === 'drive' && blockBytes !== (drives[index]?.sectorBytes ?? USUAL_SECTOR_BYTES),
  );
  if (other)
    throw new Failure('file-system-unfit', {
      target: other.name,
      fileSystem: 'FAT',
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
