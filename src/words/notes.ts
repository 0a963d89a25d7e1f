import type { NoteFact } from '../engine/contract/events/events.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';
import { noteDetail } from './note-details.ts';
import { sizeText } from './sizes.ts';

/** Shown elsewhere: losses are counted, the folder stands in the report. */
const silent: ReadonlySet<NoteFact['code']> = new Set(['loss', 'job-folder']);

/** A note as a line, or nothing when it is shown elsewhere. */
export function noteText(note: NoteFact): string | undefined {
  const words = silent.has(note.code) ? undefined : textOf(note);
  return words === undefined ? undefined : cleanText(words);
}

function textOf(note: NoteFact): string | undefined {
  const { code, target, path } = note;
  const { codes, theTarget } = t().notes;
  const detail = noteDetail(note);
  const say = Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (say === undefined || (code === 'block-map' && !detail)) return detail;
  const text = code === 'block-map-leaves-out' ? sizeText(Number(detail)) : detail;
  return say(target ?? theTarget, path ?? '', text);
}
