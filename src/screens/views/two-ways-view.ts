import { t } from '../../words/language.ts';
import { refusedWay, type SeenWay, type WayWords, wayWords } from '../../words/two-ways.ts';
import { fill, wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, type Look, short, sizeClass } from '../look/look.ts';
import { chosenDrives } from '../wizard/confirm-words.ts';
import type { Asking } from '../wizard/state.ts';
import { foundWays, isAskedWhichWay, recommendedWay, type Way } from '../wizard/two-ways.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';

const LABEL_COLUMNS = 13;
/** Below so many rows there is one line for each way. */
const LEAST_BODY_ROWS = 14;

/** What each way would be, the recommended one first; nothing where that is not asked. */
export function waysRows(asking: Asking, look: Look): Row[] {
  if (!isAskedWhichWay(asking)) return [];
  const columns = bodyColumns(look);
  if (bodyRows(look) < LEAST_BODY_ROWS)
    return inOrder(asking).map((way) => row(short(shortLine(way, asking), columns, look)));
  if (sizeClass(look) === 'compact')
    return waysSentences(asking).flatMap((text) => wrapText(text, columns).map((line) => row(line)));
  return [EMPTY_ROW, ...tableRows(asking, columns)];
}

/** The same as sentences, one a way: read aloud, or where no columns fit. */
export function waysSentences(asking: Asking): string[] {
  if (!isAskedWhichWay(asking)) return [];
  const words = t().screens.ways;
  return inOrder(asking).map((way) => {
    const found = wordsOf(way, asking);
    const name = nameOf(way, asking);
    return typeof found === 'string' ? words.other(name, found) : words.sentence(name, { ...found });
  });
}

function shortLine(way: Way, asking: Asking): string {
  const words = t().screens.ways;
  const found = wordsOf(way, asking);
  const name = nameOf(way, asking);
  return typeof found === 'string' ? words.other(name, found) : words.short(name, found.boots, found.size);
}

function tableRows(asking: Asking, columns: number): Row[] {
  const { labels } = t().screens.ways;
  const ways = inOrder(asking);
  const width = Math.floor((columns - LABEL_COLUMNS) / 2) - 1;
  const found = ways.map((way) => wordsOf(way, asking));
  const cells = (label: string, texts: readonly string[]): Row[] => {
    const wrapped = texts.map((text) => wrapText(text, width));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => [
      { text: fill(line === 0 ? label : '', LABEL_COLUMNS), tone: 'accent' as const },
      {
        text: wrapped
          .map((lines) => fill(lines[line] ?? '', width + 1))
          .join('')
          .trimEnd(),
        tone: 'plain' as const,
      },
    ]);
  };
  const parts = Object.keys(labels) as (keyof WayWords)[];
  return [
    ...cells(
      '',
      ways.map((way) => nameOf(way, asking)),
    ),
    ...parts.flatMap((part, index) =>
      found.every((one) => typeof one === 'string') && index > 0
        ? []
        : cells(
            labels[part],
            found.map((one) => (typeof one === 'string' ? (index === 0 ? one : '') : one[part])),
          ),
    ),
  ];
}

/** While nothing is known: the image first, since that is the usual way. */
function inOrder(asking: Asking): readonly [Way, Way] {
  return recommendedWay(asking) === 'files' ? ['files', 'image'] : ['image', 'files'];
}

function nameOf(way: Way, asking: Asking): string {
  const { names, recommended } = t().screens.ways;
  return recommendedWay(asking) === way ? recommended(names[way]) : names[way];
}

/** What is known of a way, or one text in place of it. */
function wordsOf(way: Way, asking: Asking): WayWords | string {
  const done = foundWays(asking)[way]?.progress.done;
  if (done === undefined) return t().screens.ways.looking;
  const driveBytes = Math.min(...chosenDrives(asking.answers).map(({ sizeBytes }) => sizeBytes));
  const seen: SeenWay = { way, ok: done.ok, report: done.report, driveBytes };
  return refusedWay(seen) ?? wayWords(seen);
}
