import { cleanText } from '../../engine/words/clean.ts';
import { sizeText } from '../../engine/words/sizes.ts';
import { outputFacts } from '../hooks/use-files.ts';
import { droppedPath } from '../keys/dropped-path.ts';
import { busText, contentText, modelText } from '../views/drive-words.ts';
import type { Action } from '../wizard/action.ts';
import { tasks } from '../wizard/answer.ts';
import { CHECKSUM_ROW, driveId, isOffered, purposeOf } from '../wizard/drive-list.ts';
import { driveNeed } from '../wizard/need.ts';
import { optionRows } from '../wizard/options.ts';
import { outputPath } from '../wizard/output.ts';
import { resolvePath } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { textField } from '../wizard/text-field.ts';
import { hear, type PlainAnswer, type PlainTalk } from './talk.ts';

const TASKS = {
  make: 'make an image from a folder',
  write: 'write an image to a drive',
  verify: 'verify an image or a drive',
};

export async function askTask(talk: PlainTalk): Promise<PlainAnswer> {
  tasks.forEach((task, index) => {
    talk.say(`  ${index + 1}  ${TASKS[task]}`);
  });
  const answer = await hear(talk, 'What would you like to do? Number:');
  if (answer.kind === 'answer') return answer.answer;
  const task = tasks[Number(answer.text) - 1];
  return task === undefined ? [] : [{ do: 'choose-task', task, atMs: talk.ports.now() }];
}

export async function askSource(talk: PlainTalk, { answers }: Asking): Promise<PlainAnswer> {
  const { files, now } = talk.ports;
  const what = {
    make: 'Path of the folder:',
    write: 'Path of the image or folder:',
    verify: 'Path of the image:',
  };
  const answer = await hear(talk, what[answers.task ?? 'write']);
  if (answer.kind === 'answer') return answer.answer;
  const path = resolvePath(droppedPath(answer.text) ?? answer.text, files);
  const facts = await files.stat(path);
  if (facts === undefined || facts.kind === 'other') {
    talk.say(facts === undefined ? `There is nothing at ${cleanText(path)}.` : 'This is no regular file.');
    return [];
  }
  const isFolder = facts.kind === 'folder';
  const source = {
    kind: isFolder ? ('folder' as const) : ('image' as const),
    path,
    sizeBytes: isFolder ? undefined : facts.sizeBytes,
  };
  return [{ do: 'choose-source', source, atMs: now() }];
}

export async function askOutput(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { files, now } = talk.ports;
  const { output } = asking;
  const name = await hear(talk, `Name of the image [${cleanText(output.name.text)}]:`, output.name.text);
  if (name.kind === 'answer') return name.answer;
  const folder = await hear(talk, `Folder [${cleanText(output.folder.text)}]:`, output.folder.text);
  if (folder.kind === 'answer') return folder.answer;
  const path = outputPath({ name: textField(name.text), folder: textField(resolvePath(folder.text, files)) });
  const { facts, folderMissing } = await outputFacts(path, files);
  const replace =
    facts?.kind === 'file' && (await talk.ask(`${cleanText(path)} is there. Replace it? y or n:`)) === 'y';
  const set = {
    do: 'set-output' as const,
    name: name.text,
    folder: resolvePath(folder.text, files),
    replace,
  };
  return [set, { do: 'output-found', path, facts, folderMissing }, { do: 'next', atMs: now() }];
}

export async function askTarget(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { machine, now } = talk.ports;
  const drives = await machine.listDrives(driveNeed(asking));
  const seen: Action = { do: 'drives', drives, atMs: now() };
  const withChecksum = asking.answers.task === 'verify';
  const purpose = purposeOf(asking.answers.task);
  const offered = drives.filter((drive) => isOffered(drive, purpose));
  if (withChecksum) talk.say('  0  only the image, against its own checksum file');
  offered.forEach((drive, index) => {
    const words = [
      drive.name,
      modelText(drive),
      sizeText(drive.sizeBytes),
      busText(drive),
      `serial ${cleanText(drive.serial) || 'none'}`,
      contentText(drive),
    ];
    talk.say(
      `  ${index + 1}  ${words.join(', ')}`,
      ...drive.warnings.map(({ text }) => `     note: ${cleanText(text)}`),
    );
  });
  for (const drive of drives.filter((other) => !isOffered(other, purpose)))
    talk.say(
      `  not offered: ${drive.name}, ${modelText(drive)}, ${sizeText(drive.sizeBytes)}: ${drive.refusals.map(({ text }) => cleanText(text)).join('; ')}`,
    );
  const answer = await hear(talk, 'Which one? Number, or r to look again:');
  if (answer.kind === 'answer') return answer.answer === 'leave' ? 'leave' : [seen, ...answer.answer];
  const number = Number(answer.text);
  const drive = offered[number - 1];
  const id = withChecksum && number === 0 ? CHECKSUM_ROW : drive && driveId(drive);
  if (id === undefined) return [seen];
  return [seen, { do: 'choose-target', id, atMs: now() }];
}

export async function askOptions(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const rows = optionRows(asking.answers);
  const { options } = asking.answers;
  rows.forEach(({ id, title, why }, index) => {
    const value = id === 'label' ? options.label.text : options[id] ? 'yes' : 'no';
    talk.say(`  ${index + 1}  ${title}: ${value}  (${why})`);
  });
  const answer = await hear(talk, 'Number to change, or Enter to keep all:', 'keep');
  if (answer.kind === 'answer') return answer.answer;
  if (answer.text === 'keep') return [{ do: 'next', atMs: talk.ports.now() }];
  const row = rows[Number(answer.text) - 1];
  if (row === undefined) return [];
  if (row.id !== 'label') return [{ do: 'set-options', options: { [row.id]: !options[row.id] } }];
  const label = await talk.ask('Label:');
  return label === undefined
    ? 'leave'
    : [{ do: 'set-options', options: { label: textField(label.slice(0, 32)) } }];
}
