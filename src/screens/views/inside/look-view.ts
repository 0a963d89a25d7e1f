import { cleanText } from '../../../words/clean.ts';
import { t } from '../../../words/language.ts';
import { remedy } from '../../../words/remedies.ts';
import { fill, wrapText } from '../../look/fit.ts';
import { bodyColumns, bodyRows, glyphsOf, type Look, sizeClass } from '../../look/look.ts';
import type { LookItem } from '../../wizard/inside/look-items.ts';
import { itemsIn } from '../../wizard/inside/on-look.ts';
import { nameOf } from '../../wizard/paths.ts';
import type { Asking } from '../../wizard/state.ts';
import { outOfSight } from '../out-of-sight.ts';
import { piece, type Row, row, type Tone } from '../row.ts';
import { windowOf } from '../window.ts';
import { partitionBar } from './partition-bar.ts';
import { spinner } from './spinner.ts';

/** The page about an image: its lines around the cursor, which is on one of them. */
export interface LookView {
  readonly rows: readonly Row[];
  readonly more: string;
}

const TONES: { readonly [K in LookItem['kind']]: Tone } = {
  title: 'strong',
  heading: 'accent',
  bar: 'plain',
  text: 'plain',
  warning: 'warn',
  volume: 'plain',
};

export function lookView(asking: Asking, nowMs: number, look: Look): LookView {
  const { looking } = asking;
  if (looking.found === undefined) return { rows: waitingRows(asking, nowMs, look), more: '' };
  if (!looking.found.ok) {
    const { title, happened, next } = remedy(looking.found.failure);
    return {
      rows: [
        ...wrapped(`${t().screens.look.cannot}: ${title}`, look, 'danger'),
        ...[happened, ...next].flatMap((text) => wrapped(text, look)),
      ].slice(0, bodyRows(look)),
      more: '',
    };
  }
  const all = itemsIn(asking).flatMap((item, index) =>
    itemRows(item, index === looking.cursor, asking, look),
  );
  const at = all.findIndex(({ isMarked }) => isMarked);
  const { from, to } = windowOf(all.length, at, Math.max(1, bodyRows(look) - 1));
  return {
    rows: all.slice(from, to).map(({ row: one }) => one),
    more: outOfSight(from, all.length - to),
  };
}

function waitingRows({ looking }: Asking, nowMs: number, look: Look): Row[] {
  const words = t().screens.look;
  const text = `${spinner(nowMs)} ${words.looking(nameOf(looking.path ?? ''))} ${words.escStops}`;
  return wrapped(text, look, 'accent').slice(0, bodyRows(look));
}

const wrapped = (text: string, look: Look, tone: Tone = 'plain'): Row[] =>
  wrapText(cleanText(text), bodyColumns(look)).map((line) => row(line, tone));

interface MarkedRow {
  readonly row: Row;
  readonly isMarked: boolean;
}

/** Columns of a table stay apart where the text is wrapped at spaces; in a narrow window they stand closer. */
function tabled(text: string, look: Look): string {
  const isNarrow = sizeClass(look) !== 'normal';
  return text.replace(/ {2,}/g, (run) => ` ${'\u00a0'.repeat(isNarrow ? 1 : run.length - 1)}`);
}

/** Lines below the first are further in, so that each item is seen as one. */
function itemRows(item: LookItem, isMarked: boolean, asking: Asking, look: Look): MarkedRow[] {
  const columns = bodyColumns(look) - 2;
  const tone = isMarked ? 'strong' : TONES[item.kind];
  const mark = isMarked ? '> ' : '  ';
  if (item.kind === 'bar') return [{ row: [piece(mark), piece(barOf(asking, columns, look))], isMarked }];
  const indent = item.kind === 'title' || item.kind === 'heading' ? 0 : 2;
  const lines = wrapText(tabled(cleanText(item.text), look), columns - indent - 2);
  return lines.map((line, index) => ({
    row: [
      piece(index === 0 ? mark : '  '),
      piece(fill('', indent + (index === 0 ? 0 : 2)) + line.replaceAll('\u00a0', ' ').trimStart(), tone),
    ],
    isMarked: isMarked && index === 0,
  }));
}

function barOf({ looking }: Asking, columns: number, look: Look): string {
  const { found } = looking;
  if (found?.ok !== true) return '';
  return partitionBar(found.partitions, found.inspection.sizeBytes ?? 0, columns, glyphsOf(look));
}
