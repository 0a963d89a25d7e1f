import { cleanText } from '../../words/clean.ts';
import { aboutText, clockText } from '../../words/durations.ts';
import { t } from '../../words/language.ts';
import { noteText } from '../../words/notes.ts';
import type { Figures } from '../../words/progress/figures.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, type Look, short } from '../look/look.ts';
import type { Running } from '../wizard/state.ts';
import { type Row, row } from './row.ts';

/** Time gone and left, and one row for what a person should know now. */
export function statusRows(running: Running, figures: Figures, look: Look): Row[] {
  const columns = bodyColumns(look);
  const isPaused = running.progress.pausedSinceMs !== undefined;
  const left =
    figures.leftMs === undefined || isPaused ? '' : t().screens.run.left(aboutText(figures.leftMs));
  const [text, tone] = remark(running, figures, look);
  return [
    row(short(t().screens.run.elapsed(clockText(figures.elapsedMs), left), columns, look)),
    ...remarkRows(text, columns, look).map((line) => row(line, tone)),
  ];
}

/** One line, and a second one for what is longer. */
function remarkRows(text: string, columns: number, look: Look): string[] {
  const [first = '', ...more] = wrapText(cleanText(text), columns);
  return more.length === 0 ? [first] : [first, short(more.join(' '), columns, look)];
}

/** What is said now is no more than a note, which stands in the report, too. */
export function isOnlyNote({ progress, wish }: Running, { stalledMs }: Figures): boolean {
  const isPaused = progress.pausedSinceMs !== undefined;
  return wish.do !== 'stop' && !isPaused && stalledMs === undefined && progress.phase !== 'flush';
}

function remark(
  { progress, wish }: Running,
  { stalledMs }: Figures,
  look: Look,
): readonly [string, 'warn' | 'plain'] {
  const isWide = look.columns >= 70;
  const words = t().screens.run;
  if (wish.do === 'stop') return [words.stopping, 'warn'];
  if (progress.pausedSinceMs !== undefined) return [words.paused, 'warn'];
  const last = progress.notes.at(-1);
  // Who knows why nothing moves is told that.
  if (stalledMs !== undefined && last?.code === 'medium-gone') return [words.medium.gone, 'warn'];
  if (stalledMs !== undefined) {
    const advice = isWide ? words.badDrive : words.waitOrStop;
    return [words.noByte(clockText(stalledMs), advice), 'warn'];
  }
  if (progress.phase === 'flush') return [words.flushing, 'plain'];
  const note = progress.notes
    .map(noteText)
    .findLast((text) => text !== undefined && !/^(paused|going on)$/.test(text));
  return note === undefined ? ['', 'plain'] : [note, 'warn'];
}
