import { Failure } from '../../contract/failure/failure.ts';
import { kindOf, type VolumeKind, type VolumeShape, volumeShape } from '../volumes/plan-volume.ts';
import { leastPartBytes } from './files-part.ts';
import type { StickDrive } from './stick-drives.ts';
import { type StickRoom, VOLUME_BYTE, volumeBytesOn } from './stick-table.ts';

const NAMES: { readonly [K in VolumeKind]: string } = { fat16: 'FAT16', fat32: 'FAT32', exfat: 'exFAT' };

/** The volume that drives get: what is there already, what was asked for, else FAT32, and FAT16 where that is too small. @throws Failure `file-system-unfit`, `partition-too-small` */
export function shapeFor(
  drives: readonly StickDrive[],
  table: StickRoom,
  asked: VolumeKind | undefined,
): VolumeShape {
  const [there, ...others] = drives.map((drive) => drive.there?.shape);
  const isAsked = there && (asked === undefined || asked === kindOf(there));
  if (isAsked && others.every((other) => JSON.stringify(other) === JSON.stringify(there))) return there;
  const shape = shapeOn(drives, table, asked);
  if (typeof shape !== 'string') return shape;
  const { filesBytes: haveBytes } = table;
  if (haveBytes === undefined || shape === 'too-large') throw unfit(drives, asked ?? 'fat32', shape);
  const takes = (filesBytes: number) => typeof shapeOn(drives, { ...table, filesBytes }, asked) !== 'string';
  throw new Failure('partition-too-small', { needBytes: leastPartBytes(takes), haveBytes });
}

/** The volume of new sticks; of FAT32, why it is none, when FAT16 is none either. */
export function shapeOn(
  drives: readonly StickDrive[],
  table: StickRoom,
  asked: VolumeKind | undefined,
): VolumeShape | 'too-small' | 'too-large' {
  const volumeBytes = drives.map(({ capacityBytes }) => volumeBytesOn(capacityBytes, table));
  const wish = { volumeBytes, hiddenBytes: VOLUME_BYTE, sectorBytes: table.blockBytes };
  let why: string = 'too-small';
  for (const kind of asked ? [asked] : (['fat32', 'fat16'] as const)) {
    const shape = volumeShape({ ...wish, kind });
    if (typeof shape !== 'string') return shape;
    if (kind === (asked ?? 'fat32')) why = shape;
  }
  return why === 'too-large' ? 'too-large' : 'too-small';
}

function unfit(drives: readonly StickDrive[], kind: VolumeKind, why: 'too-small' | 'too-large'): Failure {
  const sorted = [...drives].sort((a, b) => a.capacityBytes - b.capacityBytes);
  const target = (why === 'too-small' ? sorted[0] : sorted.at(-1))?.name ?? '';
  return new Failure('file-system-unfit', { target, fileSystem: NAMES[kind], why, forFiles: true });
}
