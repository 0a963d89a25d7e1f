import type { Figures } from '../../engine/progress/figures.ts';
import { aboutText, clockText } from '../../engine/words/durations.ts';
import { noteText } from '../../engine/words/notes.ts';
import { bodyColumns, type Look, short } from '../look/look.ts';
import type { Running } from '../wizard/state.ts';
import { type Row, row } from './row.ts';

/** Time gone and left, and one row for what a person should know now. */
export function statusRows(running: Running, figures: Figures, look: Look): Row[] {
  const columns = bodyColumns(look);
  const isPaused = running.progress.pausedSinceMs !== undefined;
  const left = figures.leftMs === undefined || isPaused ? '' : `   ${aboutText(figures.leftMs)} left`;
  const [text, tone] = remark(running, figures, look);
  return [
    row(short(`${clockText(figures.elapsedMs)} elapsed${left}`, columns, look)),
    row(short(text, columns, look), tone),
  ];
}

function remark(
  { progress, wish }: Running,
  { stalledMs }: Figures,
  look: Look,
): readonly [string, 'warn' | 'plain'] {
  const isWide = look.columns >= 70;
  if (wish.do === 'stop') return ['Stopping: the piece under way is finished first.', 'warn'];
  if (progress.pausedSinceMs !== undefined) return ['Paused. Press p to go on.', 'warn'];
  if (stalledMs !== undefined) {
    const advice = isWide ? 'Wait, or stop with s. A bad drive can take minutes.' : 'Wait, or stop with s.';
    return [`No byte moved for ${clockText(stalledMs)}. ${advice}`, 'warn'];
  }
  if (progress.phase === 'flush')
    return ['The drive is writing what it still holds in its own memory.', 'plain'];
  const note = progress.notes
    .map(noteText)
    .findLast((text) => text !== undefined && !/^(paused|going on)$/.test(text));
  return note === undefined ? ['', 'plain'] : [note, 'warn'];
}
