import { dayText } from '../../../words/days.ts';
import { t } from '../../../words/language.ts';
import { remedy } from '../../../words/remedies.ts';
import { countOf, sizeText } from '../../../words/sizes.ts';
import { fillLeft } from '../../look/fit.ts';
import { bodyColumns, bodyRows, column, type Look, short, shortPath } from '../../look/look.ts';
import { fateOf } from '../../wizard/inside/changes.ts';
import {
  bytePath,
  type InsideRow,
  insideRows,
  isChangeable,
  markedInside,
  nameOfRow,
  textPath,
} from '../../wizard/inside/rows.ts';
import type { Asking } from '../../wizard/state.ts';
import { fieldText } from '../field-text.ts';
import { outOfSight } from '../out-of-sight.ts';
import { EMPTY_ROW, type Row, row } from '../row.ts';
import { windowOf } from '../window.ts';
import { changeText } from './change-line.ts';
import { spinner } from './spinner.ts';

export interface InsideView {
  readonly folder: string;
  readonly line: { readonly title: string; readonly text: string } | undefined;
  readonly tip: string;
  readonly rows: readonly { readonly id: string; readonly text: string }[];
  readonly cursor: string | undefined;
  /** Instead of rows: why there are none. */
  readonly empty: string | undefined;
  readonly more: string;
  /** What is marked, and what the changes add up to; at most one line each. */
  readonly foot: readonly Row[];
}

export function insideView(asking: Asking, nowMs: number, look: Look): InsideView {
  const { inside } = asking;
  const columns = bodyColumns(look);
  const rows = insideRows(asking);
  const foot = footRows(asking, look);
  const tip = tipText(asking, look);
  const around = 2 + foot.length + (tip === '' && inside.line === undefined ? 0 : 1) + (isLow(look) ? 0 : 1);
  const { from, to } = windowOf(rows.length, inside.cursor, Math.max(2, bodyRows(look) - around));
  return {
    folder: folderText(asking, columns, look),
    line: inside.line && {
      title: inside.line.what === 'filter' ? t().screens.inside.filter : t().screens.inside.newName,
      text: fieldText(inside.line.field, columns - 14, look),
    },
    tip,
    rows: rows.slice(from, to).map((one, index) => ({
      id: String(from + index),
      text: rowText(one, asking, look),
    })),
    cursor: String(inside.cursor),
    empty: emptyText(asking, rows.length, nowMs),
    more: outOfSight(from, rows.length - to, ...(isCut(asking) ? [t().screens.inside.cut] : [])),
    foot,
  };
}

/** A lower window has no tip and no gap. */
const LEAST_ROWS_FOR_TIP = 8;
const isLow = (look: Look): boolean => bodyRows(look) < LEAST_ROWS_FOR_TIP;

/** The folder, and beside it what it stands in where there is room. */
function folderText({ inside }: Asking, columns: number, look: Look): string {
  const path = inside.folder.text || '/';
  const listing = inside.listing;
  if (listing?.ok !== true || look.columns < 60) return shortPath(path, columns, look);
  const about = short([listing.standard, listing.label].filter(Boolean).join(' '), 30, look);
  return `${shortPath(path, columns - about.length - 2, look)}  ${about}`;
}

function tipText(asking: Asking, look: Look): string {
  if (isLow(look) || asking.inside.listing?.ok !== true) return '';
  const { tip, tipShort, tipRead, tipReadShort } = t().screens.inside;
  const isNarrow = look.columns < 78;
  if (!isChangeable(asking)) return isNarrow ? tipReadShort : tipRead;
  return isNarrow ? tipShort : tip;
}

const isCut = ({ inside }: Asking): boolean =>
  inside.listing?.ok === true && inside.listing.cut !== undefined;

/** What is marked goes before what the entry under the cursor is. */
function footRows(asking: Asking, look: Look): readonly Row[] {
  const about = markedText(asking) ?? aboutText(asking);
  const columns = bodyColumns(look);
  const changes = changeText(asking, columns);
  return [
    ...(about === undefined
      ? isLow(look)
        ? []
        : [EMPTY_ROW]
      : [row(short(about, columns, look), 'accent')]),
    ...(changes === undefined ? [] : [row(short(changes, columns, look), 'warn')]),
  ];
}

function markedText({ inside }: Asking): string | undefined {
  const { marks } = inside;
  if (marks.size === 0) return undefined;
  const sizeBytes = [...marks.values()].reduce((sum, { entry }) => sum + entry.sizeBytes, 0);
  return t().screens.inside.marked(countOf(marks.size, t().nouns.entry), sizeText(sizeBytes));
}

/** A link leads somewhere. */
function aboutText(asking: Asking): string | undefined {
  const marked = markedInside(asking);
  const target = marked?.kind === 'entry' ? marked.entry.target : undefined;
  return target === undefined ? undefined : t().screens.inside.link(target);
}

function emptyText({ inside }: Asking, count: number, nowMs: number): string | undefined {
  const { listing, line } = inside;
  const words = t().screens.inside;
  if (listing === undefined) return `${spinner(nowMs)} ${words.reading} ${t().screens.look.escStops}`;
  if (!listing.ok) {
    const { title, happened } = remedy(listing.failure);
    return `${title}: ${happened}`;
  }
  if (count > 0) return undefined;
  return line?.what === 'filter' ? t().screens.source.noMatch : words.empty;
}

const FACT_COLUMNS = 10;
const LEAST_COLUMNS_FOR_DATES = 56;

/** Mark, name, day, size; what becomes of it stands in the place of its size. */
function rowText(one: InsideRow, asking: Asking, look: Look): string {
  const columns = bodyColumns(look) - 3;
  if (one.kind === 'up') return column('  ../', columns, look);
  const isNarrow = look.columns < LEAST_COLUMNS_FOR_DATES;
  const facts = isNarrow ? [sizeOf(one, asking)] : [dayOf(one), sizeOf(one, asking)];
  const shown = facts.map((text) => fillLeft(text, FACT_COLUMNS));
  const nameColumns = columns - 2 - shown.length * (FACT_COLUMNS + 1);
  return [markOf(one, asking) + column(nameText(one, asking), nameColumns, look), ...shown].join(' ');
}

function markOf(one: InsideRow, { inside, answers }: Asking): string {
  if (one.kind !== 'entry') return '+ ';
  if (inside.marks.has(bytePath(inside, one.entry))) return '* ';
  const kind = fateOf(textPath(inside, one.entry), answers.changes)?.kind;
  return kind === undefined ? '  ' : { removed: '- ', replaced: '+ ', renamed: '= ' }[kind];
}

function nameText(one: InsideRow, { inside, answers }: Asking): string {
  const isFolder =
    one.kind === 'added' ? one.made.isFolder : one.kind === 'entry' && one.entry.type === 'dir';
  const name = nameOfRow(one) + (isFolder ? '/' : '');
  const fate = one.kind === 'entry' ? fateOf(textPath(inside, one.entry), answers.changes) : undefined;
  return fate?.kind === 'renamed' ? t().screens.inside.becomes(name, fate.name) : name;
}

const dayOf = (one: InsideRow): string => (one.kind === 'entry' ? dayText(one.entry.modifiedAtMs) : '');

function sizeOf(one: InsideRow, { inside, answers }: Asking): string {
  const words = t().screens.inside;
  if (one.kind === 'up') return '';
  if (one.kind === 'added')
    return one.made.sizeBytes === undefined ? words.comesIn : sizeText(one.made.sizeBytes);
  const { type, sizeBytes } = one.entry;
  const kind = fateOf(textPath(inside, one.entry), answers.changes)?.kind;
  if (kind === 'removed') return words.goesOut;
  if (kind === 'replaced') return words.isReplaced;
  if (type === 'dir') return '';
  return type === 'file' ? sizeText(sizeBytes) : words.special[type];
}
