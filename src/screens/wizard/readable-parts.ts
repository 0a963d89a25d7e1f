import type { Drive, DrivePart, DriveRefusal } from '../../engine/contract/ports/drive.ts';
import { isOffered } from './drive-list.ts';
import type { Purpose } from './purpose.ts';

/**
 * What is looked at again, as it is listed: where something is to be saved, the partitions of each drive stand below it, and can be
 * chosen like it. Given what it gave before, it gives the same.
 */
export function listedDrives(drives: readonly Drive[], purpose: Purpose): readonly Drive[] {
  const whole = drives.filter(({ partOf }) => partOf === undefined);
  return purpose === 'saved' ? whole.flatMap((drive) => [drive, ...partsOf(drive)]) : whole;
}

function partsOf(drive: Drive): Drive[] {
  const hasParts = drive.kind !== 'optical' && drive.kind !== 'virtual' && isOffered(drive, 'saved');
  // A file system on the drive itself is no part of it.
  return hasParts
    ? drive.parts.filter(({ path }) => path !== drive.path).map((part) => asDrive(part, drive))
    : [];
}

/** The kernel gives it the serial of its drive, and a device number that was not seen. */
function asDrive(part: DrivePart, drive: Drive): Drive {
  const { deviceNumber: _number, diskSequence: _sequence, content: _content, ...same } = drive;
  const inUse: DriveRefusal[] = part.mounts.length > 0 ? [{ code: 'mounted' }] : [];
  return {
    ...same,
    path: part.path,
    name: part.path.slice(part.path.lastIndexOf('/') + 1),
    sizeBytes: part.sizeBytes,
    partOf: drive.name,
    ids: [],
    parts: [part],
    refusals: inUse,
    warnings: [],
  };
}
