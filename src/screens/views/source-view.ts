import { t } from '../../words/language.ts';
import { sizeText } from '../../words/sizes.ts';
import { fillLeft } from '../look/fit.ts';
import { bodyColumns, bodyRows, column, type Look, short, shortPath } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { takesFolders } from '../wizard/answer.ts';
import { type BrowserRow, browserRows, HERE, lineAddress, linePath, UP } from '../wizard/browser.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { entryIn } from '../wizard/undertaking.ts';
import { fieldText } from './field-text.ts';
import { outOfSight } from './out-of-sight.ts';
import { windowOf } from './window.ts';

export interface SourceView {
  readonly question: string;
  readonly folder: string;
  readonly rows: readonly { readonly id: string; readonly text: string }[];
  readonly cursor: string | undefined;
  /** Instead of rows: why there are none. */
  readonly empty: string | undefined;
  /** `3 above, 120 below` */
  readonly more: string;
  readonly line: { readonly title: string; readonly text: string } | undefined;
  readonly tip: string;
}

export function sourceView(asking: Asking, look: Look): SourceView {
  const { browser, answers } = asking;
  const columns = bodyColumns(look);
  const rows = browserRows(browser, takesFolders(answers));
  const cursor = rows.findIndex(({ id }) => id === browser.cursor);
  const { from, to } = windowOf(rows.length, cursor, Math.max(2, bodyRows(look) - rowsAround(asking, look)));
  const isPath = linePath(browser) !== undefined;
  return {
    question: questionText(entryIn(answers)?.words.menu?.source?.question ?? '', look),
    folder: shortPath(browser.folder, columns, look),
    rows: rows.slice(from, to).map((row) => ({ id: row.id, text: rowText(row, asking, look) })),
    cursor: browser.cursor,
    empty: emptyText(asking, rows.length),
    more: outOfSight(from, rows.length - to),
    line: browser.line && {
      title: lineTitle(asking, isPath),
      text: fieldText(browser.line.field, columns - 20, look),
    },
    tip: browser.asked === undefined ? tipText(look) : t().screens.source.looking,
  };
}

/** A lower window has no tip and no gap. */
const LEAST_ROWS_FOR_TIP = 8;

/** Question, folder, the line or the tip, a gap, and what is out of sight. */
function rowsAround({ browser }: Asking, look: Look): number {
  if (bodyRows(look) >= LEAST_ROWS_FOR_TIP) return 5;
  return browser.line === undefined && browser.asked === undefined ? 3 : 4;
}

function lineTitle({ browser, answers }: Asking, isPath: boolean): string {
  if (lineAddress(browser) !== undefined) return t().screens.source.address;
  if (!isPath) return t().screens.source.filterOrPath;
  const isEmpty = browser.line?.field.text === '';
  return isEmpty && entryIn(answers)?.takes.image === 'any'
    ? t().screens.source.pathOrAddress
    : t().screens.source.path;
}

/** What else could be chosen stands in brackets, where there is room. */
function questionText(question: string, look: Look): string {
  const isCut = displayWidth(question) > bodyColumns(look);
  return short(isCut ? question.replace(/ \([^()]*\)/, '') : question, bodyColumns(look), look);
}

/** A low window needs its rows for the list. */
function tipText(look: Look): string {
  if (bodyRows(look) < LEAST_ROWS_FOR_TIP) return '';
  return look.columns < 70 ? t().screens.source.tipShort : t().screens.source.tip;
}

/** As the job folder names them, and as people do; the others are recognised when they are chosen. */
const RECEIPT = /\.receipt\.json$/i;

function rowText(row: BrowserRow, { browser, answers }: Asking, look: Look): string {
  const columns = bodyColumns(look) - 3;
  if (row.id === HERE) return column(t().screens.source.takeThis(nameOf(browser.folder)), columns, look);
  if (row.id === UP || !('entry' in row)) return column('../', columns, look);
  const { name, kind, sizeBytes } = row.entry;
  const isReceipt = entryIn(answers)?.takes.receipt && RECEIPT.test(name);
  const size = isReceipt
    ? t().screens.source.receipt
    : kind === 'file'
      ? sizeText(sizeBytes)
      : kind === 'folder'
        ? ''
        : t().screens.source.special;
  return `${column(kind === 'folder' ? `${name}/` : name, columns - 11, look)} ${fillLeft(size, 10)}`;
}

function emptyText({ browser }: Asking, count: number): string | undefined {
  if (browser.listing === undefined) return t().screens.source.reading;
  if (!browser.listing.ok) return t().screens.source.unreadable(browser.listing.problem);
  if (count > 0) return undefined;
  return browser.line === undefined ? t().screens.source.empty : t().screens.source.noMatch;
}
