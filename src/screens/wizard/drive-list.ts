import type { Drive } from '../../engine/ports/drive.ts';
import type { Command } from '../keys/table.ts';
import { movedId } from './cursor.ts';

/**
 * The list a drive is chosen from. Nothing is chosen beforehand; the cursor stays on its drive when others come or go,
 * and after any change a fresh key press is needed, so that nobody confirms a drive that has just moved.
 */
export interface DriveList {
  /** Undefined before the first look. */
  readonly drives: readonly Drive[] | undefined;
  /** Identity of the drive under the cursor. */
  readonly cursor: string | undefined;
  /** Drives that were there at the first look. */
  readonly knownIds: ReadonlySet<string>;
  readonly mustLook: boolean;
  /** Asked for by key; grows. */
  readonly rescans: number;
}

export const EMPTY_DRIVE_LIST: DriveList = {
  drives: undefined,
  cursor: undefined,
  knownIds: new Set(),
  mustLook: false,
  rescans: 0,
};

/** The row of a verification that needs no drive. */
export const CHECKSUM_ROW = 'checksum';

/** Another stick in the same port is another drive. */
export function driveId(drive: Drive): string {
  const { path, serial, sizeBytes, deviceNumber = '', diskSequence = '' } = drive;
  return [path, serial, sizeBytes, deviceNumber, diskSequence].join('|');
}

/** Drives were looked at again. */
export function drivesSeen(list: DriveList, drives: readonly Drive[], purpose: Purpose): DriveList {
  const ids = drives.map(driveId);
  if (list.drives === undefined) return { ...list, drives, knownIds: new Set(ids) };
  const changed = ids.join() !== list.drives.map(driveId).join();
  const isThere =
    list.cursor === CHECKSUM_ROW ||
    drives.some((drive) => driveId(drive) === list.cursor && isOffered(drive, purpose));
  return {
    ...list,
    drives,
    cursor: isThere ? list.cursor : undefined,
    mustLook: list.mustLook || changed,
  };
}

/** What a drive is wanted for: reading asks less of it. */
export type Purpose = 'write' | 'verify';

/** Reasons that also stand against reading a drive. */
const NOT_EVEN_READABLE: ReadonlySet<string> = new Set(['no-medium', 'not-supported-here']);

export function isOffered(drive: Drive, purpose: Purpose): boolean {
  return drive.refusals.every(({ code }) => purpose === 'verify' && !NOT_EVEN_READABLE.has(code));
}

export function isNew(list: DriveList, drive: Drive): boolean {
  return !list.knownIds.has(driveId(drive));
}

/** Ids the cursor can be on, from top to bottom. */
export function selectableIds(list: DriveList, purpose: Purpose): string[] {
  const offered = (list.drives ?? []).filter((drive) => isOffered(drive, purpose)).map(driveId);
  return purpose === 'verify' ? [CHECKSUM_ROW, ...offered] : offered;
}

export function moveDriveCursor(list: DriveList, command: Command, purpose: Purpose): DriveList {
  return {
    ...list,
    mustLook: false,
    cursor: movedId(selectableIds(list, purpose), list.cursor, command),
  };
}

/** Anything but a verification writes. */
export function purposeOf(task: string | undefined): Purpose {
  return task === 'verify' ? 'verify' : 'write';
}
