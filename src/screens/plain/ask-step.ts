import { isUrl } from '../../engine/contract/plan/source-path.ts';
import { entryOf } from '../../tasks/tasks.ts';
import { cleanText } from '../../words/clean.ts';
import { lookWords } from '../../words/first-look.ts';
import { t } from '../../words/language.ts';
import { outputFacts } from '../hooks/use-files.ts';
import { droppedPath } from '../keys/dropped-path.ts';
import type { Action } from '../wizard/action.ts';
import { fileAnswer, isDrivePath, looksOf } from '../wizard/answer.ts';
import { offeredTasks } from '../wizard/given.ts';
import { outputPath } from '../wizard/output.ts';
import { resolvePath } from '../wizard/paths.ts';
import { savesMedium } from '../wizard/purpose-of.ts';
import { reduce } from '../wizard/reduce.ts';
import type { Asking } from '../wizard/state.ts';
import { textField } from '../wizard/text-field.ts';
import { entryIn } from '../wizard/undertaking.ts';
import { listFolder } from './list-folder.ts';
import { hear, notAnAnswer, type PlainAnswer, type PlainTalk } from './talk.ts';

export async function askTask(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { given } = asking;
  if (given === undefined || given.source !== undefined) return askOfferedTask(talk, asking);
  const found = await lookedAt(talk, given.path);
  const seen = reduce(asking, found);
  if (seen.at !== 'asking' || seen.given === undefined) return [found];
  const answer = await askOfferedTask(talk, seen);
  return answer === 'leave' ? 'leave' : [found, ...answer];
}

async function askOfferedTask(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const tasks = offeredTasks(asking);
  if (asking.given !== undefined) talk.say(t().screens.task.questionFor(cleanText(asking.given.path)));
  tasks.forEach((task, index) => {
    talk.say(`  ${index + 1}  ${entryOf(task).words.menu?.line ?? ''}`);
  });
  const answer = await hear(talk, t().screens.plain.task);
  if (answer.kind === 'answer') return answer.answer;
  const task = tasks[Number(answer.text) - 1];
  if (task !== undefined) return [{ do: 'choose-task', task, atMs: talk.ports.now() }];
  if (!isPathLike(answer.text)) return notAnAnswer(talk, answer.text);
  const path = droppedPath(answer.text) ?? answer.text;
  return [{ do: 'give', path }, ...(isUrl(path) ? [] : [await lookedAt(talk, path)])];
}

const isPathLike = (text: string) => isUrl(text) || droppedPath(text) !== undefined || /[./]/.test(text);

/** What was given with the program's name, or in place of a number. */
async function lookedAt({ ports: { files, now } }: PlainTalk, given: string): Promise<Action> {
  const path = resolvePath(given, files);
  return { do: 'found', path, facts: await files.stat(path), atMs: now() };
}

export async function askSource(talk: PlainTalk, { answers, browser }: Asking): Promise<PlainAnswer> {
  const { files, now } = talk.ports;
  talk.say(t().screens.plain.canList);
  const answer = await hear(talk, entryIn(answers)?.words.menu?.source?.prompt ?? '');
  if (answer.kind === 'answer') return answer.answer;
  if (isUrl(answer.text) && droppedPath(answer.text) === undefined)
    return [{ do: 'choose-address', address: answer.text, atMs: now() }];
  const asked = /^l(?:\s+(.+))?$/.exec(answer.text);
  if (asked !== null)
    return listFolder(talk, resolvePath(asked[1] ?? browser.folder, files), looksOf(answers).imagesFirst);
  if (answer.text === 'p') return askPlace(talk, answers);
  return lookAt(talk, answers, answer.text);
}

/** A path as it was typed or dropped. */
async function lookAt(talk: PlainTalk, answers: Asking['answers'], text: string): Promise<PlainAnswer> {
  const { files, now } = talk.ports;
  const path = resolvePath(droppedPath(text) ?? text, files);
  const facts = await files.stat(path);
  if (facts?.kind === 'other' && isDrivePath(answers, path))
    return [{ do: 'choose-source', source: { kind: 'medium', path, sizeBytes: undefined }, atMs: now() }];
  if (facts === undefined || facts.kind === 'other') {
    talk.say(
      facts === undefined ? t().screens.source.nothingThere(cleanText(path)) : t().screens.source.notRegular,
    );
    return [];
  }
  if (facts.kind === 'file') await sayWhatItIs(talk, path);
  const source =
    facts.kind === 'folder'
      ? { kind: 'folder' as const, path, sizeBytes: undefined }
      : fileAnswer(path, facts);
  return [{ do: 'choose-source', source, atMs: now() }];
}

/** Whoever cannot see the list hears what was chosen; a file that does not answer keeps nobody waiting. */
const LOOKS_AT_MOST_MS = 3_000;

async function sayWhatItIs({ ports, say }: PlainTalk, path: string): Promise<void> {
  const givenUp = AbortSignal.timeout(LOOKS_AT_MOST_MS);
  const late = new Promise<undefined>((resolve) =>
    givenUp.addEventListener('abort', () => resolve(undefined)),
  );
  const look = await Promise.race([ports.files.look?.(path, givenUp), late]);
  if (look !== undefined) say(`  ${lookWords(look).join(', ')}`);
}

/** Places with numbers: a folder is listed, what was chosen before is chosen again. */
async function askPlace(talk: PlainTalk, answers: Asking['answers']): Promise<PlainAnswer> {
  const { files, now } = talk.ports;
  const { imagesFirst } = looksOf(answers);
  const found = (await files.places?.()) ?? [];
  const takesDrives = entryIn(answers)?.takes.medium === true;
  const places = found.filter(
    ({ kind }) => (imagesFirst || kind !== 'address') && (takesDrives || kind !== 'drive'),
  );
  const words = t().screens.source;
  if (places.length === 0) talk.say(words.noPlaces);
  if (places.length === 0) return [];
  talk.say(
    ...places.map(({ kind, path }, index) => `  ${index + 1}  ${words.placeKinds[kind]}  ${cleanText(path)}`),
  );
  const answer = await hear(talk, t().screens.plain.place);
  if (answer.kind === 'answer') return answer.answer === 'leave' ? 'leave' : [];
  const place = /^\d+$/.test(answer.text) ? places[Number(answer.text) - 1] : undefined;
  if (place === undefined) return notAnAnswer(talk, answer.text);
  if (place.kind === 'address') return [{ do: 'choose-address', address: place.path, atMs: now() }];
  if (place.kind === 'recent' || place.kind === 'drive') return lookAt(talk, answers, place.path);
  return listFolder(talk, place.path, imagesFirst);
}

export async function askOutput(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { files, now } = talk.ports;
  const { output } = asking;
  const name = await hear(talk, t().screens.plain.imageName(cleanText(output.name.text)), output.name.text);
  if (name.kind === 'answer') return name.answer;
  const folder = await hear(
    talk,
    t().screens.plain.folder(cleanText(output.folder.text)),
    output.folder.text,
  );
  if (folder.kind === 'answer') return folder.answer;
  const path = outputPath({ name: textField(name.text), folder: textField(resolvePath(folder.text, files)) });
  const { facts, folderMissing, goesOn } = await outputFacts(path, files);
  const isContinued = goesOn && savesMedium(asking.answers);
  const replace =
    facts?.kind === 'file' && !isContinued && (await talk.ask(t().screens.plain.replace(path))) === 'y';
  const set = {
    do: 'set-output' as const,
    name: name.text,
    folder: resolvePath(folder.text, files),
    replace,
  };
  return [set, { do: 'output-found', path, facts, folderMissing, goesOn }, { do: 'next', atMs: now() }];
}
