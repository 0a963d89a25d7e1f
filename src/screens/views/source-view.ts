import { sizeText } from '../../engine/words/sizes.ts';
import { fillLeft } from '../look/fit.ts';
import { bodyColumns, bodyRows, column, type Look, short, shortPath } from '../look/look.ts';
import { takesFolders } from '../wizard/answer.ts';
import { type BrowserRow, browserRows, HERE, lineAddress, linePath, UP } from '../wizard/browser.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { fieldText } from './field-text.ts';
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

const questions: { readonly [task: string]: string } = {
  make: 'Which folder becomes an image? (or an image laid out anew)',
  write: 'Which image goes onto the drive? (or which folder)',
  verify: 'Which image is to be verified? (or a receipt in its place)',
};

export function sourceView(asking: Asking, look: Look): SourceView {
  const { browser, answers } = asking;
  const columns = bodyColumns(look);
  const rows = browserRows(browser, takesFolders(answers.task));
  const cursor = rows.findIndex(({ id }) => id === browser.cursor);
  const { from, to } = windowOf(rows.length, cursor, Math.max(2, bodyRows(look) - 5));
  const isPath = linePath(browser) !== undefined;
  return {
    question: short(questions[answers.task ?? 'write'] ?? '', columns, look),
    folder: shortPath(browser.folder, columns, look),
    rows: rows.slice(from, to).map((row) => ({ id: row.id, text: rowText(row, asking, look) })),
    cursor: browser.cursor,
    empty: emptyText(asking, rows.length),
    more: moreText(from, rows.length - to),
    line: browser.line && {
      title: lineTitle(asking, isPath),
      text: fieldText(browser.line.field, columns - 20, look),
    },
    tip: browser.asked === undefined ? tipText(look) : 'Looking...',
  };
}

function lineTitle({ browser, answers }: Asking, isPath: boolean): string {
  if (lineAddress(browser) !== undefined) return 'Address';
  if (!isPath) return 'Filter, or a path';
  const isEmpty = browser.line?.field.text === '';
  return isEmpty && answers.task !== 'make' ? 'Path or address' : 'Path';
}

function tipText(look: Look): string {
  return look.columns < 70
    ? 'Type to jump, or drop a file on the terminal.'
    : 'Type to jump to a name. A file can be dropped on the terminal, a path pasted.';
}

/** As the job folder names them, and as people do; the others are recognised when they are chosen. */
const RECEIPT = /\.receipt\.json$/i;

function rowText(row: BrowserRow, { browser, answers }: Asking, look: Look): string {
  const columns = bodyColumns(look) - 3;
  if (row.id === HERE) return column(`use this folder: ${nameOf(browser.folder)}`, columns, look);
  if (row.id === UP || !('entry' in row)) return column('../', columns, look);
  const { name, kind, sizeBytes } = row.entry;
  const isReceipt = answers.task === 'verify' && RECEIPT.test(name);
  const size = isReceipt
    ? 'receipt'
    : kind === 'file'
      ? sizeText(sizeBytes)
      : kind === 'folder'
        ? ''
        : 'special';
  return `${column(kind === 'folder' ? `${name}/` : name, columns - 11, look)} ${fillLeft(size, 10)}`;
}

function emptyText({ browser }: Asking, count: number): string | undefined {
  if (browser.listing === undefined) return 'Reading the folder...';
  if (!browser.listing.ok) return `Cannot be read: ${browser.listing.problem}. Left goes up.`;
  if (count > 0) return undefined;
  return browser.line === undefined ? 'This folder is empty.' : 'No name here has that in it.';
}

function moreText(above: number, below: number): string {
  const parts = [...(above > 0 ? [`${above} above`] : []), ...(below > 0 ? [`${below} below`] : [])];
  return parts.join(', ');
}
