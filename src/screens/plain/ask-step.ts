import { isUrl } from '../../engine/plan/source-path.ts';
import { cleanText } from '../../engine/words/clean.ts';
import { outputFacts } from '../hooks/use-files.ts';
import { droppedPath } from '../keys/dropped-path.ts';
import type { Task } from '../ports.ts';
import { fileAnswer, tasks } from '../wizard/answer.ts';
import { outputPath } from '../wizard/output.ts';
import { resolvePath } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { textField } from '../wizard/text-field.ts';
import { hear, type PlainAnswer, type PlainTalk } from './talk.ts';

const TASKS: { readonly [T in Task]: string } = {
  make: 'make an image from a folder',
  write: 'write an image to a drive',
  verify: 'verify an image or a drive',
  restore: 'give me my stick back: one empty, ordinary partition',
  jobs: 'earlier jobs: look, go on, undo',
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
  const what: { readonly [task: string]: string } = {
    make: 'Path of the folder:',
    write: 'Path of the image or folder, or an http(s) address:',
    verify: 'Path of the image or of a receipt, or an http(s) address:',
  };
  const answer = await hear(talk, what[answers.task ?? 'write'] ?? '');
  if (answer.kind === 'answer') return answer.answer;
  if (isUrl(answer.text) && droppedPath(answer.text) === undefined)
    return [{ do: 'choose-address', address: answer.text, atMs: now() }];
  const path = resolvePath(droppedPath(answer.text) ?? answer.text, files);
  const facts = await files.stat(path);
  if (facts === undefined || facts.kind === 'other') {
    talk.say(facts === undefined ? `There is nothing at ${cleanText(path)}.` : 'This is no regular file.');
    return [];
  }
  const source =
    facts.kind === 'folder'
      ? { kind: 'folder' as const, path, sizeBytes: undefined }
      : fileAnswer(path, facts);
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
