import { looksOf } from './answer.ts';
import { type Browser, type BrowserRow, browserRows } from './browser.ts';
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
