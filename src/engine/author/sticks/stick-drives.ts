import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { VolumePlan } from '../volumes/plan-volume.ts';
import { leastDriveBytes } from './stick-disk.ts';
import { type StickLayout, volumeBytesOn } from './stick-table.ts';
import type { StickThere } from './stick-there.ts';

const USUAL_BLOCK_BYTES = 512;

/** A drive that a stick is planned for. */
export interface StickDrive {
  readonly name: string;
  readonly capacityBytes: number;
  /** The stick that is there already, and that a plan is to be compared with. */
  readonly there?: StickThere | undefined;
  /** Logical blocks; absent: 512. */
  readonly sectorBytes?: number;
}

export function smallestOf(drives: readonly StickDrive[]) {
  const smallest = present([...drives].sort((a, b) => a.capacityBytes - b.capacityBytes)[0]);
  return { smallest, thereBytes: smallest.there?.secondBytes };
}

export function sizesOf(drives: readonly StickDrive[]): number[] {
  return drives.map(({ capacityBytes }) => capacityBytes);
}

/** @throws Failure `target-too-small` naming the smallest, before anything is opened */
export function refuseSmall(
  drives: readonly StickDrive[],
  layout: StickLayout,
  { volume, fits }: VolumePlan,
): void {
  const { name: target, capacityBytes: haveBytes } = smallestOf(drives).smallest;
  const hasRoom = fits(volumeBytesOn(haveBytes, layout));
  const needBytes = leastDriveBytes(
    volume.usedBytes,
    hasRoom ? layout : { ...layout, filesBytes: undefined },
  );
  if (!hasRoom || needBytes > haveBytes)
    throw new Failure('target-too-small', { target, needBytes, haveBytes });
}

/** The blocks that all of them count in. @throws Failure `file-system-unfit` for drives that differ in that */
export function blockBytesOf(drives: readonly StickDrive[]): number {
  const [first, ...others] = drives.map(({ sectorBytes = USUAL_BLOCK_BYTES }) => sectorBytes);
  const differs = others.findIndex((blockBytes) => blockBytes !== first);
  if (differs >= 0) {
    const target = drives[differs + 1]?.name ?? '';
    throw new Failure('file-system-unfit', { target, fileSystem: 'FAT', why: 'sector-size', forFiles: true });
  }
  return first ?? USUAL_BLOCK_BYTES;
}
