import type { Drive } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
import { refusalText } from '../../words/refusals.ts';
import {
  CHECKSUM_ROW,
  type DriveList,
  driveId,
  driveWithId,
  isOffered,
  isOnlyMounted,
  selectableIds,
} from './drive-list.ts';
import type { Purpose } from './purpose.ts';

/** The list after a look, and what a person should hear about it. */
export interface Seen {
  readonly list: DriveList;
  readonly notice: string | undefined;
}

/** Drives were looked at again: cursor and marks stay on their drives, or go with them. */
export function drivesSeen(list: DriveList, drives: readonly Drive[], purpose: Purpose, atMs: number): Seen {
  const ids = drives.map(driveId);
  if (list.drives === undefined)
    return { list: { ...list, drives, knownIds: new Set(ids) }, notice: undefined };
  const stays = (id: string) => {
    const drive = driveWithId(drives, id);
    return drive !== undefined && isOffered(drive, purpose, list.unmounts);
  };
  const next = {
    ...list,
    drives,
    cursor:
      list.cursor === CHECKSUM_ROW || (list.cursor !== undefined && stays(list.cursor))
        ? list.cursor
        : undefined,
    marks: list.marks.filter(stays),
    // What was pulled out and comes back has appeared, too.
    waitingSince: list.waitingSince && new Set(ids.filter((id) => list.waitingSince?.has(id))),
    mustLook:
      list.mustLook ||
      selectableIds({ ...list, drives }, purpose).join() !== selectableIds(list, purpose).join(),
  };
  const lost = lostMarks(list, next, purpose);
  const appeared = afterWaiting(next, purpose, atMs);
  if (appeared === undefined) return { list: next, notice: lost };
  return { list: appeared.list, notice: lost === undefined ? appeared.notice : `${lost} ${appeared.notice}` };
}

/** Which marks are gone, and why. */
function lostMarks(before: DriveList, { drives, marks }: DriveList, purpose: Purpose): string | undefined {
  const lost = before.marks.filter((id) => !marks.includes(id));
  const [first] = lost;
  if (first === undefined) return undefined;
  const names = lost.map((id) => driveWithId(before.drives, id)?.name ?? '').join(', ');
  const still = driveWithId(drives, first);
  const why =
    still === undefined || purpose !== 'written'
      ? t().screens.target.notThere
      : still.refusals.map(refusalText)[0];
  return lost.length === 1
    ? t().screens.target.markGone(names, why ?? '')
    : t().screens.target.marksGone(names);
}

/** The drive that has appeared since somebody began to wait is the one meant. It is offered, not chosen. */
function afterWaiting(list: DriveList, purpose: Purpose, atMs: number): Seen | undefined {
  const { waitingSince, drives = [], unmounts } = list;
  if (waitingSince === undefined) return undefined;
  const fresh = drives.filter((drive) => !waitingSince.has(driveId(drive)));
  const offered = fresh.filter((drive) => isOffered(drive, purpose, unmounts));
  const [one, another] = offered;
  const names = offered.map(({ name }) => name).join(', ');
  if (another !== undefined) {
    const notice = t().screens.target.severalAppeared(offered.length, names);
    return { list: { ...list, waitingSince: undefined }, notice };
  }
  if (one !== undefined) {
    const found = {
      ...list,
      waitingSince: undefined,
      appearedAtMs: atMs,
      cursor: driveId(one),
      mustLook: false,
    };
    return { list: found, notice: t().screens.target.oneAppeared(one.name) };
  }
  return fresh[0] === undefined ? undefined : { list, notice: refusedText(fresh[0]) };
}

/** A desktop mounts what is plugged in at once. */
function refusedText(drive: Drive): string {
  const why = drive.refusals.map(refusalText).join('; ');
  const help = isOnlyMounted(drive) ? t().screens.target.unmountsIt : '';
  return t().screens.target.appearedRefused(drive.name, why) + help;
}
