import type { Drive } from '../../engine/contract/ports/drive.ts';
import type { Command } from '../keys/binding.ts';
import { movedId } from './cursor.ts';
import type { Purpose } from './purpose.ts';

/**
 * The list drives are chosen from. Nothing is chosen beforehand; cursor and marks stay on their drives when others come
 * or go, and after any change a fresh key press is needed, so that nobody confirms a drive that has just moved.
 */
export interface DriveList {
  /** Undefined before the first look. */
  readonly drives: readonly Drive[] | undefined;
  /** Identity of the drive under the cursor. */
  readonly cursor: string | undefined;
  /** Identities of the drives marked with Space. */
  readonly marks: readonly string[];
  /** Drives that were there at the first look. */
  readonly knownIds: ReadonlySet<string>;
  /** Drives that were there when somebody said "I plug it in now"; undefined: nobody did. */
  readonly waitingSince: ReadonlySet<string> | undefined;
  /** When the drive that was waited for appeared: Enter is deaf for a moment then. */
  readonly appearedAtMs: number | undefined;
  /** The person agreed that what is mounted may be unmounted: mounted drives are offered too. */
  readonly unmounts: boolean;
  readonly mustLook: boolean;
  /** Asked for by key; grows. */
  readonly rescans: number;
}

export const EMPTY_DRIVE_LIST: DriveList = {
  drives: undefined,
  cursor: undefined,
  marks: [],
  knownIds: new Set(),
  waitingSince: undefined,
  appearedAtMs: undefined,
  unmounts: false,
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

export function driveWithId(drives: readonly Drive[] | undefined, id: string | undefined): Drive | undefined {
  return drives?.find((drive) => driveId(drive) === id);
}

/** Reasons that also stand against reading a drive. */
const NOT_EVEN_READABLE: ReadonlySet<string> = new Set(['no-medium', 'not-supported-here']);

/** With `unmounts`, being mounted is no reason any more; every other one still is. */
export function isOffered(drive: Drive, purpose: Purpose, unmounts = false): boolean {
  return drive.refusals.every(({ code }) =>
    purpose === 'written' ? unmounts && code === 'mounted' : !NOT_EVEN_READABLE.has(code),
  );
}

/** True when nothing but what is mounted from it stands against writing to it. */
export function isOnlyMounted({ refusals }: Drive): boolean {
  return refusals.length > 0 && refusals.every(({ code }) => code === 'mounted');
}

export function isNew(list: DriveList, drive: Drive): boolean {
  return !list.knownIds.has(driveId(drive));
}

/** Ids the cursor can be on, from top to bottom. */
export function selectableIds({ drives = [], unmounts }: DriveList, purpose: Purpose): string[] {
  const offered = drives.filter((drive) => isOffered(drive, purpose, unmounts)).map(driveId);
  return purpose === 'compared' ? [CHECKSUM_ROW, ...offered] : offered;
}

export function moveDriveCursor(list: DriveList, command: Command, purpose: Purpose): DriveList {
  const cursor = movedId(selectableIds(list, purpose), list.cursor, command);
  return { ...list, mustLook: false, appearedAtMs: undefined, cursor };
}

/** Puts a mark on the drive under the cursor, or takes it away. The row without a drive cannot be marked. */
export function toggleMark(list: DriveList, purpose: Purpose): DriveList {
  const { cursor, marks } = list;
  if (cursor === undefined || cursor === CHECKSUM_ROW) return list;
  if (!selectableIds(list, purpose).includes(cursor)) return list;
  const next = marks.includes(cursor) ? marks.filter((id) => id !== cursor) : [...marks, cursor];
  return { ...list, marks: next };
}

/** Marks every drive that is offered; takes all marks away when every one had its mark. */
export function toggleAllMarks(list: DriveList, purpose: Purpose): DriveList {
  const all = selectableIds(list, purpose).filter((id) => id !== CHECKSUM_ROW);
  const isFull = all.length > 0 && all.every((id) => list.marks.includes(id));
  return { ...list, marks: isFull ? [] : all };
}
