import type { ExtractEnd } from '../../../engine/contract/ports/inside.ts';
import { cleanText, codedText } from '../../../words/clean.ts';
import { t } from '../../../words/language.ts';
import { leftOutText } from '../../../words/left-out.ts';
import { remedy } from '../../../words/remedies.ts';
import { countOf, sizeText } from '../../../words/sizes.ts';
import { wrapText } from '../../look/fit.ts';
import { bodyColumns, bodyRows, glyphsOf, type Look } from '../../look/look.ts';
import type { Extracting } from '../../wizard/inside/state.ts';
import type { Asking } from '../../wizard/state.ts';
import { barText } from '../meter.ts';
import { outOfSight } from '../out-of-sight.ts';
import { EMPTY_ROW, type Row, row, type Tone } from '../row.ts';
import { pageOf } from '../window.ts';
import { spinner } from './spinner.ts';

/** Files are taken out of an image, or were. */
export interface ExtractView {
  readonly rows: readonly Row[];
  readonly maxScroll: number;
  readonly more: string;
}

export function extractView({ extracting }: Asking, nowMs: number, look: Look): ExtractView {
  if (extracting === undefined) return { rows: [], maxScroll: 0, more: '' };
  const { end, scroll } = extracting;
  const all = end === undefined ? workingRows(extracting, nowMs, look) : endRows(extracting, end, look);
  const { lines, maxScroll, above, below } = pageOf(all, scroll, Math.max(1, bodyRows(look) - 1));
  return { rows: lines, maxScroll, more: outOfSight(above, below) };
}

const MOST_BAR_COLUMNS = 60;

function workingRows({ wish, progress, isStopping }: Extracting, nowMs: number, look: Look): Row[] {
  const words = t().screens.inside;
  const { entries, readBytes, totalBytes } = progress;
  const counted = countOf(entries, t().nouns.entry);
  const columns = Math.min(MOST_BAR_COLUMNS, bodyColumns(look));
  const state =
    totalBytes === undefined
      ? [row(`${spinner(nowMs)} ${words.counting(counted)}`)]
      : [
          row(barText(totalBytes === 0 ? 1 : readBytes / totalBytes, columns, glyphsOf(look)), 'accent'),
          row(`${counted}  ${words.soFar(sizeText(readBytes), sizeText(totalBytes))}`),
        ];
  return [
    ...wrapped(words.extracting(wish.into), look, 'strong'),
    ...state,
    ...(isStopping ? wrapped(words.stopping, look, 'warn') : []),
  ];
}

function endRows({ wish }: Extracting, end: ExtractEnd, look: Look): Row[] {
  const losses = lostRows(end, look);
  const nothingMissing = end.failure === undefined && losses.length === 0;
  return [
    ...headRows(wish.into, end, look),
    ...(nothingMissing ? wrapped(t().screens.inside.nothingMissing, look, 'good') : losses),
  ];
}

function headRows(into: string, { failure, entries, sizeBytes }: ExtractEnd, look: Look): Row[] {
  const words = t().screens.inside;
  if (failure?.code === 'stopped') return wrapped(words.stopped(into), look, 'warn');
  if (failure !== undefined) {
    const { title, happened, next } = remedy(failure);
    return [...wrapped(title, look, 'danger'), ...[happened, ...next].flatMap((text) => wrapped(text, look))];
  }
  return wrapped(
    words.extracted(countOf(entries, t().nouns.entry), sizeText(sizeBytes), into),
    look,
    'strong',
  );
}

function lostRows({ failed, skipped }: ExtractEnd, look: Look): Row[] {
  const all = [
    ...failed.map((one) => `${codedText(one.path)}: ${leftOutText(one)}`),
    ...skipped.map(({ path, type }) => t().cli.files.skipped(codedText(path), type)),
  ];
  if (all.length === 0) return [];
  const heading = t().screens.inside.notExtracted(countOf(all.length, t().nouns.entry));
  return [EMPTY_ROW, ...wrapped(heading, look, 'warn'), ...all.flatMap((text) => wrapped(text, look))];
}

const wrapped = (text: string, look: Look, tone: Tone = 'plain'): Row[] =>
  wrapText(cleanText(text), bodyColumns(look)).map((line) => row(line, tone));
