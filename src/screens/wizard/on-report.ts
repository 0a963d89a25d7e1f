import type { Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import { afresh, goneOn, isGoOn } from './after-job.ts';
import { isMove, scrolled } from './cursor.ts';
import { left, seenWith } from './leave.ts';
import type { Finished, Wizard } from './state.ts';

/** A key on the report. */
export function onReportKey(
  finished: Finished,
  key: Key,
  { atMs, maxScroll }: { atMs: number; maxScroll: number },
): Wizard {
  const command = commandAt('report', key);
  if (command === undefined) return finished;
  if (command === 'leave') return left(finished.done.exitCode, seenWith(finished));
  if (command === 'log') return { ...finished, overlay: { kind: 'log', scroll: 0 } };
  if (command === 'again') return afresh(finished, atMs);
  if (isGoOn(command)) return goneOn(finished, command, atMs) ?? finished;
  if (!isMove(command)) return finished;
  return { ...finished, scroll: scrolled(finished.scroll, command, maxScroll) };
}
