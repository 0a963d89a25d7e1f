import { cleanText } from '../../words/clean.ts';
import { t } from '../../words/language.ts';
import { remedy } from '../../words/remedies.ts';
import type { Action } from '../wizard/action.ts';
import type { LookItem } from '../wizard/inside/look-items.ts';
import { itemsIn } from '../wizard/inside/on-look.ts';
import { nameOf } from '../wizard/paths.ts';
import { reduce } from '../wizard/reduce.ts';
import type { Asking } from '../wizard/state.ts';
import { hear, notAnAnswer, type PlainAnswer, type PlainTalk } from './talk.ts';

/** The page about an image, line by line; what can be opened has a number. */
export async function askLook(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const looked = await lookedInto(talk, asking);
  const seen = looked.reduce(reduce, asking);
  if (seen.at !== 'asking') return looked;
  const opened = sayItems(talk, seen);
  const { look, lookNone } = t().screens.plain;
  const answer = await hear(talk, opened.length > 0 ? look : lookNone);
  if (answer.kind === 'answer') return answer.answer === 'leave' ? 'leave' : [...looked, ...answer.answer];
  const atMs = talk.ports.now();
  if (answer.text === 'r') return [...looked, { do: 'keys', keys: ['r'], atMs }];
  const cursor = opened[Number(answer.text) - 1];
  if (cursor === undefined) return [...looked, ...notAnAnswer(talk, answer.text)];
  return [...looked, { do: 'put-cursor', cursor }, { do: 'keys', keys: ['enter'], atMs }];
}

async function lookedInto({ ports, say }: PlainTalk, { looking }: Asking): Promise<readonly Action[]> {
  const { path, found } = looking;
  if (path === undefined || found !== undefined) return [];
  say(t().screens.look.looking(nameOf(path)));
  const seen = await ports.insides.look(path, new AbortController().signal);
  return [{ do: 'looked-into', path, found: seen }];
}

/** @returns the items that can be opened, by their numbers less one */
function sayItems(talk: PlainTalk, asking: Asking): readonly number[] {
  const { found } = asking.looking;
  if (found?.ok === false) {
    const { title, happened, next } = remedy(found.failure);
    talk.say(`${t().screens.look.cannot}: ${title}`, happened, ...next);
  }
  const opened: number[] = [];
  for (const [index, item] of itemsIn(asking).entries()) {
    if (item.opens) opened.push(index);
    if (item.kind !== 'bar') talk.say(itemText(item, opened.length));
  }
  return opened;
}

function itemText({ kind, text, opens }: LookItem, number: number): string {
  const clean = cleanText(text);
  if (kind === 'title') return clean;
  if (kind === 'heading') return `${clean}:`;
  return opens ? `  ${number}  ${clean}` : `     ${clean}`;
}
