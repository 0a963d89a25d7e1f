import { dayText } from '../../words/days.ts';
import { lookWords } from '../../words/first-look.ts';
import { t } from '../../words/language.ts';
import { sizeText } from '../../words/sizes.ts';
import { fillLeft } from '../look/fit.ts';
import { bodyColumns, bodyRows, column, type Look, short, shortPath } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { FileEntry, FilePlace } from '../ports.ts';
import { looksIn } from '../wizard/answer.ts';
import { pathUnderCursor } from '../wizard/browse.ts';
import { type BrowserRow, browserRows, HERE, lineAddress, linePath, rowPath, UP } from '../wizard/browser.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { entryIn } from '../wizard/undertaking.ts';
import { fieldText } from './field-text.ts';
import { outOfSight } from './out-of-sight.ts';
import { EMPTY_ROW, type Row, row, type Tone } from './row.ts';
import { windowOf } from './window.ts';

export interface SourceView {
  readonly question: string;
  readonly folder: string;
  /** What is no image is dim; why stands beside the cursor. */
  readonly rows: readonly { readonly id: string; readonly text: string; readonly tone?: Tone }[];
  readonly cursor: string | undefined;
  /** Instead of rows: why there are none. */
  readonly empty: string | undefined;
  /** `3 above, 120 below` */
  readonly more: string;
  readonly line: { readonly title: string; readonly text: string } | undefined;
  readonly tip: string;
  /** What the file under the cursor is, as far as it was looked at. */
  readonly about: Row;
}

export function sourceView(asking: Asking, look: Look): SourceView {
  const { browser } = asking;
  const columns = bodyColumns(look);
  const rows = browserRows(browser, looksIn(asking));
  const cursor = rows.findIndex(({ id }) => id === browser.cursor);
  const { from, to } = windowOf(rows.length, cursor, Math.max(2, bodyRows(look) - rowsAround(asking, look)));
  const isPath = linePath(browser) !== undefined;
  return {
    question: hidesQuestion(asking, look) ? '' : questionText(questionOf(asking), look),
    folder:
      browser.places === undefined
        ? shortPath(browser.folder, columns, look)
        : t().screens.source.placesTitle,
    rows: rows.slice(from, to).map((one) => ({
      id: one.id,
      text: rowText(one, asking, look),
      ...(isNoImage(one, asking) && { tone: 'dim' as const }),
    })),
    cursor: browser.cursor,
    empty: emptyText(asking, rows.length),
    more: outOfSight(from, rows.length - to),
    line: browser.line && {
      title: lineTitle(asking, isPath),
      text: fieldText(browser.line.field, columns - 20, look),
    },
    tip:
      browser.asked === undefined
        ? tipText(look)
        : short(t().screens.source.looking(nameOf(browser.asked)), columns, look),
    about: aboutRow(asking, look),
  };
}

/** What is looked for: a source, or something for the image that is open. */
function questionOf({ picking, inside, answers }: Asking): string {
  const { pickInto, pickAdd } = t().screens.inside;
  if (picking === undefined) return entryIn(answers)?.words.menu?.source?.question ?? '';
  return picking.what === 'into' ? pickInto : pickAdd(inside.folder.text || '/');
}

/** A lower window has no tip and no gap. */
const LEAST_ROWS_FOR_TIP = 8;

/** In one line, the most important first: what does not fit is left out as a whole. */
function aboutRow(asking: Asking, look: Look): Row {
  const found = asking.browser.looks.get(pathUnderCursor(asking) ?? '');
  if (found === undefined) return EMPTY_ROW;
  const columns = bodyColumns(look);
  const [first = '', ...rest] = lookWords(found, columns);
  const text = rest.reduce((shown, word) => {
    const longer = `${shown}, ${word}`;
    return displayWidth(longer) <= columns ? longer : shown;
  }, first);
  const isWrong = found.what === 'no-image' || (found.what === 'image' && found.isCut);
  return row(short(text, columns, look), isWrong ? 'warn' : 'accent');
}

function isNoImage(one: BrowserRow, { browser }: Asking): boolean {
  return 'entry' in one && browser.looks.get(rowPath(browser, one))?.what === 'no-image';
}

/** A low window has no row for both: the question was read when something is known of a file. */
function hidesQuestion(asking: Asking, look: Look): boolean {
  if (bodyRows(look) >= LEAST_ROWS_FOR_TIP) return false;
  return aboutRow(asking, look).length > 0 || (bodyRows(look) < 5 && asking.browser.line !== undefined);
}

/** Question, folder, the line or the tip, a gap, what is out of sight, and what the file under the cursor is. */
function rowsAround({ browser }: Asking, look: Look): number {
  if (bodyRows(look) >= LEAST_ROWS_FOR_TIP) return 6;
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
  if ('place' in row) return placeText(row.place, columns, look);
  if (row.id === UP || !('entry' in row)) return column('../', columns, look);
  const { name, kind } = row.entry;
  const size = sizeOf(row.entry, entryIn(answers)?.takes.receipt === true);
  const date = kind === 'other' ? '' : dayText(row.entry.modifiedMs);
  const isNarrow = look.columns < LEAST_COLUMNS_FOR_DATES;
  // Where there is room for one of them only, it is what the list is sorted by.
  const facts = isNarrow ? [browser.sort === 'date' ? date : size] : [date, size];
  const shown = facts.map((text) => fillLeft(text, FACT_COLUMNS));
  const nameColumns = columns - shown.length * (FACT_COLUMNS + 1);
  return [column(kind === 'folder' ? `${name}/` : name, nameColumns, look), ...shown].join(' ');
}

const FACT_COLUMNS = 10;
const LEAST_COLUMNS_FOR_DATES = 56;

function sizeOf({ name, kind, sizeBytes }: FileEntry, takesReceipt: boolean): string {
  if (takesReceipt && RECEIPT.test(name)) return t().screens.source.receipt;
  if (kind === 'file') return sizeText(sizeBytes);
  return kind === 'folder' ? '' : t().screens.source.special;
}

/** What it is, and where: of a path the end matters most, of an address its beginning. */
function placeText({ kind, path }: FilePlace, columns: number, look: Look): string {
  const { placeKinds } = t().screens.source;
  const kinds = Math.max(...Object.values(placeKinds).map(displayWidth));
  const room = columns - kinds - 2;
  const where = kind === 'address' ? short(path, room, look) : shortPath(path, room, look);
  return column(`${column(placeKinds[kind], kinds, look)}  ${where}`, columns, look);
}

function emptyText({ browser }: Asking, count: number): string | undefined {
  if (browser.places === 'reading') return t().screens.source.lookingForPlaces;
  if (browser.places !== undefined) return count > 0 ? undefined : t().screens.source.noPlaces;
  if (browser.listing === undefined) return t().screens.source.reading;
  if (!browser.listing.ok) return t().screens.source.unreadable(browser.listing.problem);
  if (count > 0) return undefined;
  return browser.line === undefined ? t().screens.source.empty : t().screens.source.noMatch;
}
