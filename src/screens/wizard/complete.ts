import { folderPart, paths } from '../../engine/contract/plan/path-style.ts';
import { t } from '../../words/language.ts';
import type { FileEntry, FolderListing } from '../ports.ts';
import { withBrowser } from './browse.ts';
import { lineAddress } from './browser.ts';
import { someNames } from './some-names.ts';
import type { Asking } from './state.ts';
import { textField } from './text-field.ts';
import { withNotice } from './walk.ts';

/** Tab in the line: what stands there is completed as a path, once its folder was read. */
export function askCompletion(asking: Asking): Asking {
  const { browser } = asking;
  const text = browser.line?.field.text;
  if (text === undefined) return asking;
  if (lineAddress(browser) !== undefined) return withNotice(asking, t().screens.source.noCompletion);
  // A home folder is one without being looked for.
  if (text === '~') return withLine(asking, `~${paths().sep}`);
  return withBrowser(asking, { ...browser, completing: text });
}

/** The part of a typed path that names a folder, its last slash kept; empty: the folder on the screen. */
export function folderOfTyped(text: string): string {
  return folderPart(text);
}

/** The folder was read: the line grows as far as all names that fit agree. Typed on meanwhile: nothing happens. */
export function onCompleted(
  asking: Asking,
  { text, listing }: { readonly text: string; readonly listing: FolderListing },
): Asking {
  const { browser } = asking;
  if (browser.completing !== text) return asking;
  const looked = withBrowser(asking, { ...browser, completing: undefined });
  if (browser.line?.field.text !== text) return looked;
  if (!listing.ok) return withNotice(looked, t().screens.source.folderUnreadable(listing.problem));
  return completedLine(looked, text, listing.entries);
}

/** So many of several names are said. */
const MOST_SAID = 4;

function completedLine(asking: Asking, text: string, entries: readonly FileEntry[]): Asking {
  const folder = folderOfTyped(text);
  const begun = text.slice(folder.length);
  const fitting = entries.filter(
    ({ name }) => name.startsWith(begun) && (begun.startsWith('.') || !name.startsWith('.')),
  );
  const [first, ...others] = fitting;
  if (first === undefined) return withNotice(asking, t().screens.source.noCompletion);
  const common = others.reduce((shared, { name }) => commonStart(shared, name), first.name);
  if (others.length === 0)
    return withLine(asking, `${folder}${first.name}${first.kind === 'folder' ? paths().sep : ''}`);
  const grown = withLine(asking, folder + common);
  const names = fitting.map(({ name, kind }) => (kind === 'folder' ? name + paths().sep : name)).sort();
  return common.length > begun.length ? grown : withNotice(grown, someNames(names, MOST_SAID));
}

/** By characters: half of one is never typed. */
function commonStart(one: string, other: string): string {
  const characters = [...other];
  let shared = '';
  for (const [index, character] of [...one].entries()) {
    if (character !== characters[index]) break;
    shared += character;
  }
  return shared;
}

/** What was completed is a path, however it was begun. */
function withLine(asking: Asking, text: string): Asking {
  const line = { field: textField(text), pasted: true };
  return withBrowser(asking, { ...asking.browser, line, completing: undefined });
}
