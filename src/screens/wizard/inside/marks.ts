import { t } from '../../../words/language.ts';
import type { Asking } from '../state.ts';
import { withNotice } from '../walk.ts';
import { withInside } from './move.ts';
import { bytePath, insideRows, markedInside, textPath } from './rows.ts';
import type { MarkedEntry } from './state.ts';

/** Marks the row under the cursor, or takes its mark, and goes on to the next. */
export function toggleMark(asking: Asking): Asking {
  const { inside } = asking;
  const row = markedInside(asking);
  if (row?.kind !== 'entry') return withNotice(asking, t().screens.inside.markEntry);
  const path = bytePath(inside, row.entry);
  const marks = new Map(inside.marks);
  if (!marks.delete(path)) marks.set(path, { entry: row.entry, at: textPath(inside, row.entry) });
  const cursor = Math.min(inside.cursor + 1, insideRows(asking).length - 1);
  return withInside(asking, { marks, cursor });
}

/** Everything that is shown, or nothing of it when all of it is marked. */
export function markAll(asking: Asking): Asking {
  const { inside } = asking;
  const marks = new Map(inside.marks);
  const entries = insideRows(asking).flatMap((row) =>
    row.kind === 'entry' ? [[bytePath(inside, row.entry), row.entry] as const] : [],
  );
  const isAll = entries.every(([path]) => marks.has(path));
  for (const [path, entry] of entries) {
    if (isAll) marks.delete(path);
    else marks.set(path, { entry, at: textPath(inside, entry) });
  }
  return withInside(asking, { marks });
}

/** What is meant: the marked entries that lie in no other of them, else the one under the cursor. */
export function meant(asking: Asking): readonly (readonly [path: string, marked: MarkedEntry])[] {
  const { marks } = asking.inside;
  if (marks.size > 0) return [...marks].filter(([path]) => !aboveOf(path).some((above) => marks.has(above)));
  const row = markedInside(asking);
  if (row?.kind !== 'entry') return [];
  const { inside } = asking;
  return [[bytePath(inside, row.entry), { entry: row.entry, at: textPath(inside, row.entry) }]];
}

function aboveOf(path: string): string[] {
  const names = path.split('/');
  return names.slice(2).map((_, count) => names.slice(0, count + 2).join('/'));
}
