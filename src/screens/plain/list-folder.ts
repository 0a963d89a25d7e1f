import { cleanText } from '../../words/clean.ts';
import { dayText } from '../../words/days.ts';
import { t } from '../../words/language.ts';
import { sizeText } from '../../words/sizes.ts';
import type { FileEntry } from '../ports.ts';
import { sortedRows } from '../wizard/sort-entries.ts';
import type { PlainAnswer, PlainTalk } from './talk.ts';

/** What is in a folder, hidden names left out; the question comes again. */
export async function listFolder(
  talk: PlainTalk,
  folder: string,
  imagesFirst: boolean,
): Promise<PlainAnswer> {
  const { plain } = t().screens;
  const listing = await talk.ports.files.list(folder);
  const name = cleanText(folder);
  if (!listing.ok) {
    talk.say(`${name}: ${listing.problem}`);
    return [];
  }
  const shown = listing.entries.filter((entry) => !entry.name.startsWith('.'));
  talk.say(
    shown.length === 0 ? plain.emptyFolder(name) : plain.inFolder(name),
    ...sortedRows(shown, { by: 'name', imagesFirst }).map(({ entry }) => entryText(entry)),
  );
  return [];
}

function entryText({ name, kind, sizeBytes, modifiedMs }: FileEntry): string {
  const text = cleanText(name);
  const facts = [...(kind === 'folder' ? [] : [sizeText(sizeBytes)]), dayText(modifiedMs)].filter(Boolean);
  return `  ${[kind === 'folder' ? `${text}/` : text, ...facts].join(', ')}`;
}
