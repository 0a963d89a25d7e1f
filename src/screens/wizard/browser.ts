import { isUrl } from '../../engine/contract/plan/source-path.ts';
import type { FileEntry, FolderListing } from '../ports.ts';
import { joinPath } from './paths.ts';
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
}

/** A row: `./` uses this folder, `../` goes up. */
export type BrowserRow = { readonly id: './' | '../' } | { readonly id: string; readonly entry: FileEntry };

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
  };
}

/** Goes to another folder; what was typed is forgotten, the hidden switch is not. */
export function goTo(browser: Browser, folder: string, wanted?: string): Browser {
  return { ...openBrowser(folder, wanted), showHidden: browser.showHidden };
}

/** What the line is: a path when it was pasted, starts at home or has a second slash; else a filter. */
export function linePath({ line }: Browser): string | undefined {
  if (line === undefined) return undefined;
  const { text } = line.field;
  return line.pasted || text.startsWith('~') || /^\/.*\//.test(text) ? text : undefined;
}

/** The address of the web in the line, also when it was begun like a filter. */
export function lineAddress({ line }: Browser): string | undefined {
  const text = line?.field.text.trim().replace(/^\/(?=https?:)/i, '') ?? '';
  return isUrl(text) && !/^file:/i.test(text) ? text : undefined;
}

/** Rows from top to bottom: use this folder, up, folders, files. */
export function browserRows(browser: Browser, takesFolders: boolean): BrowserRow[] {
  const filter = linePath(browser) === undefined ? (browser.line?.field.text.slice(1) ?? '') : '';
  const special: BrowserRow[] = filter === '' ? specialRows(browser.folder, takesFolders) : [];
  const entries = browser.listing?.ok ? browser.listing.entries : [];
  const shows = matcher(browser.showHidden, filter.toLowerCase());
  return [...special, ...sortedRows(entries).filter(({ entry }) => shows(entry.name))];
}

type EntryRow = Extract<BrowserRow, { entry: FileEntry }>;

/** Every key asks for the rows several times, and a folder may hold thousands: each listing is sorted once. */
const sortedOf = new WeakMap<readonly FileEntry[], readonly EntryRow[]>();

function sortedRows(entries: readonly FileEntry[]): readonly EntryRow[] {
  const known = sortedOf.get(entries);
  if (known !== undefined) return known;
  const rows = [...entries].sort(byKindAndName).map((entry) => ({ id: entry.name, entry }));
  sortedOf.set(entries, rows);
  return rows;
}

function specialRows(folder: string, takesFolders: boolean): BrowserRow[] {
  return [...(takesFolders ? [{ id: HERE } as const] : []), ...(folder === '/' ? [] : [{ id: UP } as const])];
}

function matcher(showHidden: boolean, filter: string): (name: string) => boolean {
  return (name) =>
    (showHidden || !name.startsWith('.')) && (filter === '' || name.toLowerCase().includes(filter));
}

const byName = new Intl.Collator('en', { numeric: true });

function byKindAndName(a: FileEntry, b: FileEntry): number {
  const folders = Number(b.kind === 'folder') - Number(a.kind === 'folder');
  return folders !== 0 ? folders : byName.compare(a.name, b.name);
}

/** The listing came; the cursor goes where it was wanted, or to the first entry. */
export function listed(
  browser: Browser,
  folder: string,
  listing: FolderListing,
  takesFolders: boolean,
): Browser {
  if (folder !== browser.folder) return browser;
  const next = { ...browser, listing };
  const rows = browserRows(next, takesFolders);
  const known = [browser.cursor, browser.wanted].find((id) => rows.some((row) => row.id === id));
  const first = rows.find((row) => row.id !== HERE && row.id !== UP) ?? rows[0];
  return { ...next, cursor: known ?? first?.id, wanted: undefined };
}

/** The whole path of a row. */
export function rowPath(browser: Browser, row: BrowserRow): string {
  return 'entry' in row ? joinPath(browser.folder, row.entry.name) : browser.folder;
}
