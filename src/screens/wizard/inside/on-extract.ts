import type { ExtractEnd, ExtractProgress } from '../../../engine/contract/ports/inside.ts';
import type { Key } from '../../keys/key.ts';
import { commandAt } from '../../keys/table.ts';
import { isMove, scrolled } from '../cursor.ts';
import type { Asking, Wizard } from '../state.ts';
import { enter } from '../walk.ts';
import { withInside } from './move.ts';

/** Esc stops it while it goes on; afterwards it leads back inside the image. */
export function onExtractKey(
  asking: Asking,
  key: Key,
  { atMs, maxScroll }: { readonly atMs: number; readonly maxScroll: number },
): Wizard {
  const { extracting } = asking;
  if (extracting === undefined) return enter(asking, 'inside', atMs);
  const command = commandAt('extract', key);
  if (extracting.end === undefined)
    return command === 'back' ? { ...asking, extracting: { ...extracting, isStopping: true } } : asking;
  if (command === 'back' || command === 'next') return leave(asking, extracting.end, atMs);
  if (command === undefined || !isMove(command)) return asking;
  return {
    ...asking,
    extracting: { ...extracting, scroll: scrolled(extracting.scroll, command, maxScroll) },
  };
}

/** What was taken out whole is marked no more. */
function leave(asking: Asking, { failure, failed }: ExtractEnd, atMs: number): Asking {
  const isWhole = failure === undefined && failed.length === 0;
  const back = enter({ ...asking, extracting: undefined }, 'inside', atMs);
  return isWhole ? withInside(back, { marks: new Map() }) : back;
}

export function onExtractProgress(asking: Asking, progress: ExtractProgress): Asking {
  const { extracting } = asking;
  return extracting === undefined || extracting.end !== undefined
    ? asking
    : { ...asking, extracting: { ...extracting, progress } };
}

export function onExtractEnd(asking: Asking, end: ExtractEnd): Asking {
  const { extracting } = asking;
  return extracting === undefined ? asking : { ...asking, extracting: { ...extracting, end } };
}
