import { cleanText } from '../../words/clean.ts';
import { guestScreenLines, textLines } from '../../words/guest-screen.ts';
import { t } from '../../words/language.ts';
import { remedy } from '../../words/remedies.ts';
import { trialAnswer, verdictText } from '../../words/trial.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, type Look } from '../look/look.ts';
import type { Trying } from '../wizard/trying.ts';
import { type Row, row, type Tone } from './row.ts';

/** Lines around the picture: title, verdict, forecast, and what the page itself needs. */
const OTHER_ROWS = 8;
const LEAST_ROWS = 6;
const SERIAL_ROWS = 4;

/** What the machine shows, live, and in the end the verdict. */
export function trialRows(trying: Trying, look: Look): Row[] {
  const wrapped = (text: string, tone: Tone = 'plain') =>
    wrapText(cleanText(text), bodyColumns(look)).map((line) => row(line, tone));
  const { end } = trying;
  if (end && !end.ok) {
    const { title, happened, next } = remedy(end.failure);
    return [...wrapped(title, 'danger'), ...[happened, ...next].flatMap((text) => wrapped(text))];
  }
  return [...stateRows(trying, wrapped), ...screenRows(trying, look)];
}

type Wrapped = (text: string, tone?: Tone) => Row[];

function stateRows({ end, chosen, view }: Trying, wrapped: Wrapped): Row[] {
  const words = t().trial;
  if (end?.ok) return wrapped(verdictText(end.verdict), end.verdict.started ? 'good' : 'danger');
  const seconds = Math.round((view?.elapsedMs ?? 0) / 1000);
  const said =
    chosen?.forecast === undefined ? [] : wrapped(words.forecastSays(trialAnswer(chosen.forecast)));
  return [...wrapped(words.watching(`${seconds}`)), ...said];
}

function screenRows({ view }: Trying, look: Look): Row[] {
  if (view === undefined) return [];
  const columns = bodyColumns(look);
  const rows = Math.max(LEAST_ROWS, bodyRows(look) - OTHER_ROWS);
  const screen = guestScreenLines(view.screen, { columns, rows, ascii: look.glyphs === 'ascii' });
  const lines = screen.length > 0 ? screen : textLines(view.serialLines, { columns, rows: SERIAL_ROWS });
  return lines.map((line) => row(line));
}

export function trialTitle({ path, chosen }: Trying): string {
  const words = t().trial;
  if (chosen === undefined) return words.beginning(cleanText(path));
  return words.trying(cleanText(path), words.media[chosen.medium], words.firmware[chosen.firmware] ?? '');
}
