import { type Drive, mountsOf } from '../../engine/ports/drive.ts';
import { cleanText } from '../../engine/words/clean.ts';
import { sizeText } from '../../engine/words/sizes.ts';
import { busText, contentText, modelText } from '../views/drive-words.ts';
import type { Action } from '../wizard/action.ts';
import {
  CHECKSUM_ROW,
  type DriveList,
  driveId,
  isNew,
  isOffered,
  isOnlyMounted,
  purposeOf,
} from '../wizard/drive-list.ts';
import { driveNeed } from '../wizard/need.ts';
import { reduce } from '../wizard/reduce.ts';
import type { Asking } from '../wizard/state.ts';
import { hear, type PlainAnswer, type PlainTalk } from './talk.ts';

const QUESTION =
  'Which one? Number (several with spaces), n to plug it in now, u for mounted ones too, or r to look again:';

/** Drives with numbers. The numbers hold only for the list that was just said. */
export async function askTarget(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { machine, now } = talk.ports;
  const drives = await machine.listDrives(driveNeed(asking));
  const seen: Action = { do: 'drives', drives, atMs: now() };
  const { driveList } = reduce(asking, seen) as Asking;
  const offered = sayDrives(talk, asking, driveList);
  const answer = await hear(talk, QUESTION);
  if (answer.kind === 'answer') return answer.answer === 'leave' ? 'leave' : [seen, ...answer.answer];
  if (answer.text === 'n') return waitForDrive(talk, seen);
  if (answer.text === 'u') return [seen, { do: 'unmount', atMs: now() }];
  const ids = answer.text.split(/[\s,]+/).map((number) => idOf(number, offered, asking));
  return ids.some((id) => id === undefined)
    ? [seen]
    : [seen, { do: 'choose-target', ids: ids as string[], atMs: now() }];
}

/** Says all drives; returns those that can be chosen, in their order. */
function sayDrives(talk: PlainTalk, { answers }: Asking, list: DriveList): readonly Drive[] {
  const purpose = purposeOf(answers);
  const drives = list.drives ?? [];
  const offered = drives.filter((drive) => isOffered(drive, purpose, list.unmounts));
  if (purpose === 'verify') talk.say('  0  only the image, against its own checksum file');
  offered.forEach((drive, index) => {
    const mounts = purpose === 'write' && isOnlyMounted(drive) ? mountsOf(drive) : [];
    talk.say(
      `  ${index + 1}  ${driveText(drive)}${isNew(list, drive) ? ', NEW' : ''}`,
      ...(mounts.length > 0 ? [`     unmounted first: ${cleanText(mounts.join(', '))}`] : []),
      ...drive.warnings.map(({ text }) => `     note: ${cleanText(text)}`),
    );
  });
  for (const drive of drives.filter((other) => !offered.includes(other)))
    talk.say(
      `  not offered: ${drive.name}, ${modelText(drive)}, ${sizeText(drive.sizeBytes)}: ${drive.refusals.map(({ text }) => cleanText(text)).join('; ')}`,
    );
  return offered;
}

function driveText(drive: Drive): string {
  const serial = `serial ${cleanText(drive.serial) || 'none'}`;
  const size = sizeText(drive.sizeBytes);
  return [drive.name, modelText(drive), size, busText(drive), serial, contentText(drive)].join(', ');
}

function idOf(number: string, offered: readonly Drive[], { answers }: Asking): string | undefined {
  if (number === '0' && purposeOf(answers) === 'verify') return CHECKSUM_ROW;
  const drive = /^\d+$/.test(number) ? offered[Number(number) - 1] : undefined;
  return drive && driveId(drive);
}

/** In lines one waits for Enter; what appeared meanwhile is said NEW in the next list. */
async function waitForDrive(talk: PlainTalk, seen: Action): Promise<PlainAnswer> {
  const answer = await talk.ask(
    'Plug the drive in, wait a few seconds, then press Enter. It is then marked NEW:',
  );
  return answer === undefined ? 'leave' : [seen];
}
