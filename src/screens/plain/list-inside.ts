import { cleanText } from '../../words/clean.ts';
import { dayText } from '../../words/days.ts';
import { t } from '../../words/language.ts';
import { remedy } from '../../words/remedies.ts';
import { sizeText } from '../../words/sizes.ts';
import { changeText } from '../views/inside/change-line.ts';
import { fateOf } from '../wizard/inside/changes.ts';
import { type InsideRow, insideRows, nameOfRow, textPath } from '../wizard/inside/rows.ts';
import type { Asking } from '../wizard/state.ts';
import type { PlainTalk } from './talk.ts';

/** As many as anybody listens to. */
export const PAGE_ROWS = 40;

/** What is in the folder, from the row under the cursor's page on, with numbers. */
export function sayInside(talk: PlainTalk, asking: Asking): void {
  const { inside } = asking;
  const { plain, inside: words } = t().screens;
  const name = cleanText(inside.folder.text || '/');
  if (inside.listing?.ok === false) {
    const { title, happened, next } = remedy(inside.listing.failure);
    talk.say(`${name}: ${title}`, happened, ...next);
    return;
  }
  const rows = insideRows(asking);
  const entries = rows.filter(({ kind }) => kind !== 'up');
  const from = Math.floor(inside.cursor / PAGE_ROWS) * PAGE_ROWS;
  talk.say(entries.length === 0 ? plain.emptyFolder(name) : plain.inFolder(name));
  for (const [index, one] of rows.slice(from, from + PAGE_ROWS).entries())
    if (one.kind !== 'up') talk.say(`  ${from + index + 1}  ${rowText(one, asking)}`);
  const below = rows.length - from - PAGE_ROWS;
  if (below > 0) talk.say(plain.moreBelow(below));
  if (inside.listing?.ok && inside.listing.cut) talk.say(words.cut);
  const changes = changeText(asking);
  if (changes !== undefined) talk.say(changes);
}

function rowText(one: Exclude<InsideRow, { kind: 'up' }>, asking: Asking): string {
  const words = t().screens.inside;
  const isFolder = one.kind === 'added' ? one.made.isFolder : one.entry.type === 'dir';
  const name = cleanText(nameOfRow(one)) + (isFolder ? '/' : '');
  if (one.kind === 'added') return `${name}, ${words.comesIn}`;
  const { type, sizeBytes, modifiedAtMs, target } = one.entry;
  const kindText = type === 'file' ? sizeText(sizeBytes) : type === 'dir' ? '' : words.special[type];
  const facts = [
    kindText,
    target === undefined ? '' : cleanText(words.link(target)),
    dayText(modifiedAtMs),
    fateText(one.entry, asking),
  ];
  return [name, ...facts.filter((fact) => fact !== '')].join(', ');
}

function fateText(entry: Parameters<typeof textPath>[1], { inside, answers }: Asking): string {
  const words = t().screens.inside;
  const fate = fateOf(textPath(inside, entry), answers.changes);
  if (fate === undefined) return '';
  if (fate.kind === 'renamed') return words.becomes('', cleanText(fate.name)).trim();
  return fate.kind === 'removed' ? words.goesOut : words.isReplaced;
}
