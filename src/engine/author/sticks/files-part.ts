import { Failure } from '../../contract/failure/failure.ts';
import type { VolumePlan } from '../volumes/plan-volume.ts';

const MIB = 1 << 20;
/** Tables and clusters grow with the volume, and with them what the files take: a few steps, and it is settled. */
const MOST_TRIES = 64;
/** A FAT32 of sectors of 4096 bytes has 257 MiB at least. */
const MOST_LEAST_MIB = 512;

/** Planned for a partition of so many bytes; undefined where no file system is that small. */
type PlanAt = (filesBytes: number) => Promise<VolumePlan | undefined>;

const hasRoom = ({ volume, fits }: VolumePlan, filesBytes: number): boolean =>
  fits(filesBytes) && volume.usedBytes <= filesBytes;

/** @throws Failure `partition-too-small`, with what the files need */
export async function refuseSmallPart(filesBytes: number, plan: VolumePlan, planAt: PlanAt): Promise<void> {
  if (hasRoom(plan, filesBytes)) return;
  const needBytes = await neededBytes(plan.volume.usedBytes, planAt);
  throw new Failure('partition-too-small', { needBytes, haveBytes: filesBytes });
}

/** In whole MiB, as it can be asked for. */
async function neededBytes(usedBytes: number, planAt: PlanAt): Promise<number> {
  let bytes = wholeMib(usedBytes);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const plan = await planAt(bytes);
    if (plan && hasRoom(plan, bytes)) return bytes;
    bytes = Math.max(bytes + MIB, wholeMib(plan?.volume.usedBytes ?? 0));
  }
  return bytes;
}

/** The smallest partition that a file system takes, whatever is on it. @param takes whether one of so many bytes does */
export function leastPartBytes(takes: (filesBytes: number) => boolean): number {
  let bytes = MIB;
  while (bytes < MOST_LEAST_MIB * MIB && !takes(bytes)) bytes += MIB;
  return bytes;
}

const wholeMib = (bytes: number): number => Math.ceil(bytes / MIB) * MIB;
