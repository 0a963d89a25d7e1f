import { type Drive, mountsOf } from '../../engine/contract/ports/drive.ts';
import { cleanText } from '../../words/clean.ts';
import { t } from '../../words/language.ts';
import { refusalText, warningText } from '../../words/refusals.ts';
import { sizeText } from '../../words/sizes.ts';
import { busText, lostText, modelText } from '../views/drive-words.ts';
import { warningTexts } from '../views/marked-drive.ts';
import { lacksRoot } from '../views/target-view.ts';
import type { Action } from '../wizard/action.ts';
import {
  CHECKSUM_ROW,
  type DriveList,
  driveId,
  isNew,
  isOffered,
  isOnlyMounted,
} from '../wizard/drive-list.ts';
import { driveNeed } from '../wizard/need.ts';
import { purposeOf } from '../wizard/purpose-of.ts';
import { reduce } from '../wizard/reduce.ts';
import type { Asking } from '../wizard/state.ts';
import { hear, notAnAnswer, type PlainAnswer, type PlainTalk } from './talk.ts';

/** Drives with numbers. The numbers hold only for the list that was just said. */
export async function askTarget(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { machine, now } = talk.ports;
  const drives = await machine.listDrives(driveNeed(asking));
  const seen: Action = { do: 'drives', drives, atMs: now() };
  const { driveList } = reduce(asking, seen) as Asking;
  if (lacksRoot(driveList, asking.start)) talk.say(t().screens.target.noRoot);
  const offered = sayDrives(talk, asking, driveList);
  const isRead = purposeOf(asking) === 'saved';
  if (isRead) talk.say(t().screens.target.onlyRead);
  const answer = await hear(talk, isRead ? t().screens.plain.medium : t().screens.plain.target);
  if (answer.kind === 'answer') return answer.answer === 'leave' ? 'leave' : [seen, ...answer.answer];
  if (answer.text === 'n') return waitForDrive(talk, seen);
  if (answer.text === 'u') return [seen, { do: 'unmount', atMs: now() }];
  const ids = isAll(answer.text)
    ? offered.map(driveId)
    : answer.text.split(/[\s,]+/).map((number) => idOf(number, offered, asking));
  const known = ids.filter((id) => id !== undefined);
  if (answer.text === 'r') return [seen];
  if (known.length < ids.length) return [seen, ...notAnAnswer(talk, answer.text)];
  return [seen, { do: 'choose-target', ids: known, atMs: now() }];
}

/** Says all drives; returns those that can be chosen, in their order. */
function sayDrives(talk: PlainTalk, asking: Asking, list: DriveList): readonly Drive[] {
  const purpose = purposeOf(asking);
  const drives = list.drives ?? [];
  const offered = drives.filter((drive) => isOffered(drive, purpose, list.unmounts));
  if (purpose === 'compared') talk.say(`  0  ${t().screens.target.onlyChecksum}`);
  offered.forEach((drive, index) => {
    const mounts = purpose === 'written' && isOnlyMounted(drive) ? mountsOf(drive) : [];
    const notes = purpose === 'saved' ? warningTexts(drive, purpose) : drive.warnings.map(warningText);
    talk.say(
      `  ${index + 1}  ${driveText(drive)}${isNew(list, drive) ? `, ${t().screens.drive.fresh}` : ''}`,
      ...(mounts.length > 0 ? [t().screens.plain.unmountedFirst(cleanText(mounts.join(', ')))] : []),
      ...notes.map((note) => t().screens.plain.note(cleanText(note))),
    );
  });
  for (const drive of drives.filter((other) => !offered.includes(other)))
    talk.say(
      t().screens.plain.notOffered(
        `${drive.name}, ${modelText(drive)}, ${sizeText(drive.sizeBytes)}`,
        drive.refusals.map((refusal) => cleanText(refusalText(refusal))).join('; '),
      ),
    );
  return offered;
}

function driveText(drive: Drive): string {
  const { plain } = t().screens;
  const number = cleanText(drive.serial);
  const serial = number === '' ? plain.noSerial : plain.serial(number);
  const size = sizeText(drive.sizeBytes);
  if (drive.partOf !== undefined)
    return [drive.name, plain.partOf(drive.partOf), size, lostText(drive)].join(', ');
  return [drive.name, modelText(drive), size, lostText(drive), busText(drive), serial].join(', ');
}

/** As the key in the other wizard, and as a word. */
const isAll = (text: string) => text === 'all' || text === 'a';

/** A drive by its number in the list, or by its name: `sdb`, `/dev/sdb`. */
function idOf(word: string, offered: readonly Drive[], asking: Asking): string | undefined {
  if (word === '0' && purposeOf(asking) === 'compared') return CHECKSUM_ROW;
  const named = offered.find(({ name, path }) => word === name || word === path);
  const drive = named ?? (/^\d+$/.test(word) ? offered[Number(word) - 1] : undefined);
  return drive && driveId(drive);
}

/** In lines one waits for Enter; what appeared meanwhile is said NEW in the next list. */
async function waitForDrive(talk: PlainTalk, seen: Action): Promise<PlainAnswer> {
  const answer = await talk.ask(t().screens.plain.plugIn);
  return answer === undefined ? 'leave' : [seen];
}
