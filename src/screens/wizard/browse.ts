import type { FirstLook } from '../../engine/contract/ports/first-look.ts';
import { looksIn } from './answer.ts';
import { type Browser, type BrowserRow, browserRows, rowPath } from './browser.ts';
import { parentOf } from './paths.ts';
import type { Asking } from './state.ts';

/** Ids of the rows on the screen, filtered as they are. */
export function rowIds(asking: Asking): string[] {
  const { browser } = asking;
  return browserRows(browser, looksIn(asking)).map(({ id }) => id);
}

export function markedRow(asking: Asking): BrowserRow | undefined {
  const { browser } = asking;
  return browserRows(browser, looksIn(asking)).find(({ id }) => id === browser.cursor);
}

export function withBrowser(asking: Asking, browser: Browser): Asking {
  return { ...asking, browser };
}

/** The file under the cursor; none for folders, places, and while a path is typed. */
export function pathUnderCursor(asking: Asking): string | undefined {
  const row = isLookedAt(asking) ? markedRow(asking) : undefined;
  return row && filePath(asking, row);
}

/** So many rows above and below the cursor may be on the screen. */
const ROWS_AROUND = 20;

/** The file to look at next: the one under the cursor, then those around it that nobody has looked at. */
export function pathToLookAt(asking: Asking): string | undefined {
  if (!isLookedAt(asking)) return undefined;
  const { browser } = asking;
  const rows = browserRows(browser, looksIn(asking));
  const at = rows.findIndex(({ id }) => id === browser.cursor);
  const around = rows.slice(Math.max(0, at - ROWS_AROUND), at + ROWS_AROUND + 1);
  return [rows[at], ...around]
    .map((row) => row && filePath(asking, row))
    .find((path) => path !== undefined && !browser.looks.has(path));
}

/** The browser of this machine is open: for the source, or from inside an image. */
export function isBrowsing({ step }: Asking): boolean {
  return step === 'source' || step === 'pick';
}

function isLookedAt({ step, browser }: Asking): boolean {
  return step === 'source' && browser.places === undefined && browser.line?.pasted !== true;
}

function filePath({ browser }: Asking, row: BrowserRow): string | undefined {
  return 'entry' in row && row.entry.kind === 'file' ? rowPath(browser, row) : undefined;
}

/** A look at a file of another folder comes too late. */
export function lookedAt(
  asking: Asking,
  { path, look }: { readonly path: string; readonly look: FirstLook | undefined },
): Asking {
  const { browser } = asking;
  if (asking.step !== 'source' || parentOf(path) !== browser.folder) return asking;
  return withBrowser(asking, { ...browser, looks: new Map([...browser.looks, [path, look]]) });
}
