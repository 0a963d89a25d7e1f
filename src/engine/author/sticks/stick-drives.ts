import { FIRST_CLUSTER } from '../../bytes/formats/fat/boot-sector.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { ClusterPlaces } from '../volumes/fat/cluster-places.ts';
import { clustersIn, type Fat32Shape, fat32Shape } from '../volumes/fat/fat32-shape.ts';
import type { Fat32Volume } from '../volumes/fat/fat32-volume.ts';
import { leastDriveBytes } from './stick-disk.ts';
import { type StickLayout, VOLUME_BLOCK, volumeBlocksOn } from './stick-table.ts';

/** A drive that a stick is planned for. */
export interface StickDrive {
  readonly name: string;
  readonly capacityBytes: number;
  /** Of a stick that is there already, and that a plan is to be compared with. */
  readonly shape?: Fat32Shape;
  /** The same of its second partition. */
  readonly secondBlocks?: number | undefined;
}

export function smallestOf(drives: readonly StickDrive[]) {
  const smallest = present([...drives].sort((a, b) => a.capacityBytes - b.capacityBytes)[0]);
  return { smallest, thereBlocks: smallest.secondBlocks };
}

export function sizesOf(drives: readonly StickDrive[]): number[] {
  return drives.map(({ capacityBytes }) => capacityBytes);
}

/** One shape for all of them. @throws Failure `file-system-unfit` */
export function shapeFor(drives: readonly StickDrive[], layout: StickLayout): Fat32Shape {
  const [there, ...others] = drives.map(({ shape }) => shape);
  if (there && others.every((other) => isSameShape(there, other))) return there;
  const shape = fat32Shape(
    sizesOf(drives).map((bytes) => volumeBlocksOn(bytes, layout)),
    VOLUME_BLOCK,
  );
  if (typeof shape !== 'string') return shape;
  const sorted = [...drives].sort((a, b) => a.capacityBytes - b.capacityBytes);
  const target = (shape === 'too-small' ? sorted[0] : sorted.at(-1))?.name ?? '';
  throw new Failure('file-system-unfit', { target, fileSystem: 'FAT32', why: shape, forFiles: true });
}

function isSameShape(one: Fat32Shape, other: Fat32Shape | undefined): boolean {
  const { sectorsPerCluster, reservedSectors, fatSectors } = one;
  return (
    other?.sectorsPerCluster === sectorsPerCluster &&
    other.reservedSectors === reservedSectors &&
    other.fatSectors === fatSectors
  );
}

interface Planned {
  readonly layout: StickLayout;
  readonly shape: Fat32Shape;
  readonly places: ClusterPlaces;
  readonly volume: Fat32Volume;
}

/** @throws Failure `target-too-small` naming the smallest, before anything is opened */
export function refuseSmall(drives: readonly StickDrive[], { layout, shape, places, volume }: Planned): void {
  const [smallest] = [...drives].sort((a, b) => a.capacityBytes - b.capacityBytes);
  if (!smallest) return;
  const { name: target, capacityBytes: haveBytes } = smallest;
  const needBytes = leastDriveBytes(volume.usedBytes, layout);
  const clusters = clustersIn(volumeBlocksOn(haveBytes, layout), shape);
  if (places.next - FIRST_CLUSTER > clusters || needBytes > haveBytes)
    throw new Failure('target-too-small', { target, needBytes, haveBytes });
}
