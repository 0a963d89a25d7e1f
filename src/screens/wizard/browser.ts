import { isWhole, pathStyle } from '../../engine/contract/plan/path-style.ts';
import { isUrl } from '../../engine/contract/plan/source-path.ts';
import type { FirstLook } from '../../engine/contract/ports/first-look.ts';
import type { FilePlace, FolderListing } from '../ports.ts';
import { isTop, joinPath } from './paths.ts';
import { type EntryRow, type SortBy, sortedRows } from './sort-entries.ts';
import type { TextField } from './text-field.ts';

/** The file browser: a folder, what is in it, a cursor kept by name, and a line for a filter or a path. */
export interface Browser {
  readonly folder: string;
  /** Undefined while the folder is being read. */
  readonly listing: FolderListing | undefined;
  readonly cursor: string | undefined;
  /** The row the cursor goes to when the listing comes. */
  readonly wanted: string | undefined;
  readonly showHidden: boolean;
  readonly typed: { readonly text: string; readonly atMs: number };
  /** Open after `/` (a filter, or a path), and after Tab, a paste or a drop (a path, or an address). */
  readonly line: { readonly field: TextField; readonly pasted: boolean } | undefined;
  /** A path that was entered and is being looked at. */
  readonly asked: string | undefined;
  readonly sort: SortBy;
  /** In place of the folder: where sources are often found. */
  readonly places: readonly FilePlace[] | 'reading' | undefined;
  /** Files of this folder that were looked at, by path; undefined of those that nothing can be told of. */
  readonly looks: ReadonlyMap<string, FirstLook | undefined>;
  /** The text in the line that is being completed. */
  readonly completing: string | undefined;
}

/** A row: `./` uses this folder, `../` goes up. */
export type BrowserRow =
  | { readonly id: './' | '../' }
  | EntryRow
  | { readonly id: string; readonly place: FilePlace };

export const HERE = './';
export const UP = '../';

export function openBrowser(folder: string, wanted?: string): Browser {
  return {
    folder,
    listing: undefined,
    cursor: undefined,
    wanted,
    showHidden: false,
    typed: { text: '', atMs: 0 },
    line: undefined,
    asked: undefined,
    sort: 'name',
    places: undefined,
    completing: undefined,
    looks: new Map(),
  };
}

/** Goes to another folder; what was typed is forgotten, the hidden switch and the order are not. */
export function goTo(browser: Browser, folder: string, wanted?: string): Browser {
  const { showHidden, sort, listing, looks } = browser;
  const there = { ...openBrowser(folder, wanted), showHidden, sort };
  // Nobody reads the folder anew that is open already.
  return folder === browser.folder ? { ...there, listing, looks, cursor: wanted } : there;
}

/** What the line is: a path when it was pasted, starts at home or has a second slash; else a filter. */
export function linePath({ line }: Browser): string | undefined {
  if (line === undefined) return undefined;
  const { text } = line.field;
  if (line.pasted || text.startsWith('~') || /^\/.*\//.test(text)) return pathOfTyped(text);
  return isWhole(pathOfTyped(text)) && pathStyle() === 'win32' ? pathOfTyped(text) : undefined;
}

/** The key that opens the line is no part of `C:\x` or `\\server\share`. */
function pathOfTyped(text: string): string {
  return pathStyle() === 'win32' && /^\/(?:[a-z]:|[\\~])/i.test(text) ? text.slice(1) : text;
}

/** The address of the web in the line, also when it was begun like a filter. */
export function lineAddress({ line }: Browser): string | undefined {
  const text = line?.field.text.trim().replace(/^\/(?=https?:)/i, '') ?? '';
  return isUrl(text) && !/^file:/i.test(text) ? text : undefined;
}

/** What a task looks for, as far as a list shows it. */
export interface Looks {
  readonly takesFolders: boolean;
  readonly imagesFirst: boolean;
  /** The open folder itself is what is mostly chosen. */
  readonly hereFirst?: boolean | undefined;
}

/** Rows from top to bottom: use this folder, up, and what is in it; or the places. */
export function browserRows(browser: Browser, looks: Looks): BrowserRow[] {
  if (browser.places !== undefined) return placeRows(browser.places);
  const filter = linePath(browser) === undefined ? (browser.line?.field.text.slice(1) ?? '') : '';
  const special: BrowserRow[] = filter === '' ? specialRows(browser.folder, looks.takesFolders) : [];
  const entries = browser.listing?.ok ? browser.listing.entries : [];
  const shows = matcher(browser.showHidden, filter.toLowerCase());
  const rows = sortedRows(entries, { by: browser.sort, imagesFirst: looks.imagesFirst });
  return [...special, ...rows.filter(({ entry }) => shows(entry.name))];
}

function placeRows(places: Browser['places']): BrowserRow[] {
  return (places === 'reading' ? [] : (places ?? [])).map((place) => ({
    id: `${place.kind} ${place.path}`,
    place,
  }));
}

function specialRows(folder: string, takesFolders: boolean): BrowserRow[] {
  return [...(takesFolders ? [{ id: HERE } as const] : []), ...(isTop(folder) ? [] : [{ id: UP } as const])];
}

function matcher(showHidden: boolean, filter: string): (name: string) => boolean {
  return (name) =>
    (showHidden || !name.startsWith('.')) && (filter === '' || name.toLowerCase().includes(filter));
}

/** The listing came; the cursor goes where it was wanted, or to the first entry. */
export function listed(browser: Browser, folder: string, listing: FolderListing, looks: Looks): Browser {
  if (folder !== browser.folder) return browser;
  const next = { ...browser, listing };
  const rows = browserRows({ ...next, places: undefined }, looks);
  const known = [browser.cursor, browser.wanted].find((id) => rows.some((row) => row.id === id));
  const first =
    (looks.hereFirst ? undefined : rows.find((row) => row.id !== HERE && row.id !== UP)) ?? rows[0];
  if (browser.places !== undefined) return { ...next, wanted: known ?? first?.id };
  return { ...next, cursor: known ?? first?.id, wanted: undefined };
}

/** The whole path of a row. */
export function rowPath(browser: Browser, row: BrowserRow): string {
  return 'entry' in row ? joinPath(browser.folder, row.entry.name) : browser.folder;
}
