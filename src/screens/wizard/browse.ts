import type { FirstLook } from '../../engine/contract/ports/first-look.ts';
import { looksOf } from './answer.ts';
import { type Browser, type BrowserRow, browserRows, rowPath } from './browser.ts';
import type { Asking } from './state.ts';

/** Ids of the rows on the screen, filtered as they are. */
export function rowIds({ browser, answers }: Asking): string[] {
  return browserRows(browser, looksOf(answers)).map(({ id }) => id);
}

export function markedRow({ browser, answers }: Asking): BrowserRow | undefined {
  return browserRows(browser, looksOf(answers)).find(({ id }) => id === browser.cursor);
}

export function withBrowser(asking: Asking, browser: Browser): Asking {
  return { ...asking, browser };
}

/** The file under the cursor, which is looked at; none for folders, places, and while a path is typed. */
export function pathUnderCursor(asking: Asking): string | undefined {
  const { step, browser } = asking;
  if (step !== 'source' || (browser.line?.pasted ?? false)) return undefined;
  const row = markedRow(asking);
  const isFile = row !== undefined && 'entry' in row && row.entry.kind === 'file';
  return isFile ? rowPath(browser, row) : undefined;
}

/** A look that comes after the cursor went on is forgotten. */
export function lookedAt(
  asking: Asking,
  { path, look }: { readonly path: string; readonly look: FirstLook | undefined },
): Asking {
  return pathUnderCursor(asking) === path
    ? withBrowser(asking, { ...asking.browser, looked: { path, look } })
    : asking;
}
