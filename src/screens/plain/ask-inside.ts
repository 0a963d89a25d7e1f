import { cleanText } from '../../words/clean.ts';
import { t } from '../../words/language.ts';
import { droppedPath } from '../keys/dropped-path.ts';
import type { Action } from '../wizard/action.ts';
import { insideRows, nameOfRow } from '../wizard/inside/rows.ts';
import { resolvePath } from '../wizard/paths.ts';
import { reduce } from '../wizard/reduce.ts';
import type { Asking } from '../wizard/state.ts';
import { PAGE_ROWS, sayInside } from './list-inside.ts';
import { hear, notAnAnswer, type PlainAnswer, type PlainTalk } from './talk.ts';

/** The browser inside an image: entries with numbers, and a letter for what is done with them. */
export async function askInside(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const listed = await folderRead(talk, asking);
  const seen = listed.reduce(reduce, asking);
  if (seen.at !== 'asking') return listed;
  if (listed.length > 0) sayInside(talk, seen);
  const answer = await hear(talk, t().screens.plain.inside);
  if (answer.kind === 'answer') return answer.answer === 'leave' ? 'leave' : [...listed, ...answer.answer];
  const wish = await wishOf(talk, seen, answer.text);
  return wish === 'leave' ? 'leave' : [...listed, ...wish];
}

async function folderRead({ ports }: PlainTalk, { inside }: Asking): Promise<readonly Action[]> {
  const { place, folder, listing } = inside;
  if (place === undefined || listing !== undefined) return [];
  const found = await ports.insides.list(place, folder.path, new AbortController().signal);
  return [{ do: 'inside-listed', place, folder: folder.path, listing: found }];
}

type Keys = Extract<Action, { do: 'keys' }>['keys'];

async function wishOf(talk: PlainTalk, asking: Asking, text: string): Promise<PlainAnswer> {
  const atMs = talk.ports.now();
  const press = (...keys: Keys): Action => ({ do: 'keys', keys, atMs });
  const [, letter = '', rest = ''] = /^([+=<>x-]|go|m|l|\.\.)(?:\s+(.*))?$/.exec(text) ?? [];
  switch (letter) {
    case '..':
      return [press('backspace')];
    case '<':
      return said(talk, asking, [press('<')]);
    case 'go':
      return [press('tab')];
    case 'm':
      return said(talk, asking, [{ do: 'put-cursor', cursor: asking.inside.cursor + PAGE_ROWS }]);
    case 'l':
      return said(talk, asking, []);
    case '+':
      return added(talk, asking, rest);
    case '-':
      return onRows(talk, asking, rest, (marked) => said(talk, asking, [...marked, press('-')]));
    case 'x':
    case '>':
      return onRows(talk, asking, rest, (marked) => extractTo(talk, marked));
    case '=':
      return renamed(talk, asking, rest);
    default:
      return opened(talk, asking, text);
  }
}

/** What it has become is said at once. */
function said(talk: PlainTalk, asking: Asking, actions: readonly Action[]): PlainAnswer {
  const seen = actions.reduce(reduce, asking);
  if (seen.at === 'asking' && (seen.answers.changes !== asking.answers.changes || seen.notice === undefined))
    sayInside(talk, seen);
  return actions;
}

/** The row with this number or name. */
function rowAt(asking: Asking, text: string): number | undefined {
  const rows = insideRows(asking);
  const number = /^\d+$/.test(text) ? Number(text) - 1 : -1;
  if (rows[number] !== undefined) return number;
  const named = rows.findIndex((row) => nameOfRow(row) === text.replace(/\/$/, ''));
  return named < 0 ? undefined : named;
}

function opened(talk: PlainTalk, asking: Asking, text: string): PlainAnswer {
  const cursor = rowAt(asking, text);
  if (cursor === undefined) return notAnAnswer(talk, text);
  return [
    { do: 'put-cursor', cursor },
    { do: 'keys', keys: ['enter'], atMs: talk.ports.now() },
  ];
}

/** Marks the rows with these numbers, and nothing else. */
async function onRows(
  talk: PlainTalk,
  asking: Asking,
  text: string,
  then: (marked: readonly Action[]) => PlainAnswer | Promise<PlainAnswer>,
): Promise<PlainAnswer> {
  const atMs = talk.ports.now();
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const rows = words.length === 1 ? [rowAt(asking, text.trim())] : words.map((word) => rowAt(asking, word));
  const known = rows.filter((row) => row !== undefined);
  if (known.length === 0 || known.length < rows.length) return notAnAnswer(talk, text);
  if (known.length === 1) return then([{ do: 'put-cursor', cursor: known[0] ?? 0 }]);
  const marks = known.flatMap((cursor): Action[] => [
    { do: 'put-cursor', cursor },
    { do: 'keys', keys: [' '], atMs },
  ]);
  return then(marks);
}

async function extractTo(talk: PlainTalk, marked: readonly Action[]): Promise<PlainAnswer> {
  const { files, now } = talk.ports;
  const answer = await talk.ask(t().screens.plain.intoFolder(cleanText(files.cwd)));
  if (answer === undefined) return 'leave';
  const into = resolvePath(answer === '' ? files.cwd : (droppedPath(answer) ?? answer), files);
  return [...marked, { do: 'extract-to', into, atMs: now() }];
}

async function added(talk: PlainTalk, asking: Asking, text: string): Promise<PlainAnswer> {
  const { files, now } = talk.ports;
  const path = resolvePath(droppedPath(text) ?? text.trim(), files);
  const facts = text.trim() === '' ? undefined : await files.stat(path);
  if (facts === undefined || facts.kind === 'other') {
    talk.say(t().screens.source.nothingThere(cleanText(path)));
    return [];
  }
  const kind = facts.kind === 'folder' ? ('folder' as const) : ('image' as const);
  return said(talk, asking, [
    { do: 'add-inside', source: { kind, path, sizeBytes: facts.sizeBytes }, atMs: now() },
  ]);
}

function renamed(talk: PlainTalk, asking: Asking, text: string): PlainAnswer {
  const atMs = talk.ports.now();
  const [, number = '', name = ''] = /^(\d+)\s+(.+)$/.exec(text) ?? [];
  const cursor = rowAt(asking, number);
  if (cursor === undefined) return notAnAnswer(talk, text);
  const actions: readonly Action[] = [
    { do: 'put-cursor', cursor },
    { do: 'keys', keys: ['=', 'ctrl-u'], atMs },
    { do: 'paste', text: name, atMs },
    { do: 'keys', keys: ['enter', 'escape'], atMs },
  ];
  return said(talk, asking, actions);
}
