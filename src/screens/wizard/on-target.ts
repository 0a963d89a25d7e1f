import { t } from '../../words/language.ts';
import type { Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import { chooseTarget } from './answer.ts';
import { isMove } from './cursor.ts';
import {
  type DriveList,
  driveId,
  isOnlyMounted,
  moveDriveCursor,
  toggleAllMarks,
  toggleMark,
} from './drive-list.ts';
import { drivesSeen } from './drives-seen.ts';
import { purposeOf } from './purpose-of.ts';
import type { Asking, Wizard } from './state.ts';
import { back, withNotice } from './walk.ts';

/** How long Enter is deaf after a drive has appeared: it may have been meant for the screen before. */
const DEAF_MS = 700;

/** A key on the list of drives. */
export function onTargetKey(asking: Asking, key: Key, atMs: number): Wizard {
  const { driveList } = asking;
  const purpose = purposeOf(asking);
  const command = commandAt('target', key);
  switch (command) {
    case 'next':
      return enter(asking, atMs);
    case 'back':
      return driveList.waitingSince === undefined ? back(asking, atMs) : stopWaiting(asking);
    case 'toggle':
      return mark(asking);
    case 'mark-all':
      return markAll(asking);
    case 'rescan':
      return withNotice(
        { ...asking, driveList: { ...driveList, rescans: driveList.rescans + 1 } },
        t().screens.target.lookingAgain,
      );
    case 'wait':
      return driveList.waitingSince === undefined ? wait(asking) : stopWaiting(asking);
    case 'unmount':
      return toggleUnmounts(asking, atMs);
    default:
      if (command === undefined || !isMove(command)) return asking;
      return { ...asking, driveList: moveDriveCursor(driveList, command, purpose) };
  }
}

function enter(asking: Asking, atMs: number): Wizard {
  const { driveList } = asking;
  if (driveList.waitingSince !== undefined) return withNotice(asking, t().screens.target.waitingStill);
  if (driveList.appearedAtMs !== undefined && atMs - driveList.appearedAtMs < DEAF_MS)
    return withNotice(asking, t().screens.target.justAppeared);
  return chooseTarget(asking, driveList.marks.length > 0 ? driveList.marks : cursorIds(asking), atMs);
}

const cursorIds = ({ driveList: { cursor } }: Asking) => (cursor === undefined ? [] : [cursor]);

function mark(asking: Asking): Asking {
  const { driveList } = asking;
  const purpose = purposeOf(asking);
  const unseen = lookFirst(asking);
  if (unseen !== undefined) return unseen;
  if (purpose === 'saved') return withNotice(asking, t().screens.target.oneOnly);
  const marked = toggleMark(driveList, purpose);
  if (marked === driveList) return withNotice(asking, t().screens.target.goToFirst);
  return withMarks(asking, marked);
}

/** Whoever wants all of them names each one later, all the same. */
function markAll(asking: Asking): Asking {
  const { driveList } = asking;
  const purpose = purposeOf(asking);
  const unseen = lookFirst(asking);
  if (unseen !== undefined) return unseen;
  if (purpose === 'saved') return withNotice(asking, t().screens.target.oneOnly);
  const marked = toggleAllMarks(driveList, purpose);
  if (marked.marks.length === 0 && driveList.marks.length === 0)
    return withNotice(asking, t().screens.target.noneToMark);
  return withMarks(asking, marked);
}

/** After a change of the list, a mark needs a fresh look. */
function lookFirst(asking: Asking): Asking | undefined {
  const { driveList } = asking;
  if (!driveList.mustLook) return undefined;
  const looked = { ...asking, driveList: { ...driveList, mustLook: false } };
  return withNotice(looked, t().screens.target.changedSpace);
}

function withMarks(asking: Asking, driveList: DriveList): Asking {
  const count = driveList.marks.length;
  const words = t().screens.target.marked;
  return withNotice(
    { ...asking, driveList },
    count === 0 ? undefined : count === 1 ? words.one : words.other(count),
  );
}

/** From now on the drive that appears is the one meant. */
function wait(asking: Asking): Asking {
  const { driveList } = asking;
  const waitingSince = new Set((driveList.drives ?? []).map(driveId));
  return { ...asking, driveList: { ...driveList, waitingSince, appearedAtMs: undefined } };
}

function stopWaiting(asking: Asking): Asking {
  return withNotice(
    { ...asking, driveList: { ...asking.driveList, waitingSince: undefined } },
    t().screens.target.notWaiting,
  );
}

/** Consent to unmounting: mounted drives are offered, with what is mounted said on every screen from here on. */
export function toggleUnmounts(asking: Asking, atMs: number): Asking {
  const { driveList } = asking;
  const purpose = purposeOf(asking);
  if (purpose === 'saved') return withNotice(asking, t().screens.target.readingNeedsNone);
  if (purpose !== 'written') return withNotice(asking, t().screens.target.comparingNeedsNone);
  if (!driveList.unmounts && !(driveList.drives ?? []).some(isOnlyMounted))
    return withNotice(asking, t().screens.target.noneOnlyMounted);
  const turned = { ...driveList, unmounts: !driveList.unmounts };
  const { list, notice } = drivesSeen(turned, driveList.drives ?? [], purpose, atMs);
  const said = turned.unmounts ? t().screens.target.mountedOffered : t().screens.target.mountedNot;
  return withNotice({ ...asking, driveList: list }, notice ?? said);
}
