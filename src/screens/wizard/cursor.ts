import type { Command } from '../keys/binding.ts';

/** Rows that Page Up and Page Down go over. */
const PAGE_ROWS = 8;

/** The row after a move; stops at both ends. From no row, a move down begins at the first and a move up at the last. */
export function movedIndex(index: number, command: Command, count: number): number {
  if (count === 0) return -1;
  const last = count - 1;
  switch (command) {
    case 'up':
      return index < 0 ? last : Math.max(0, index - 1);
    case 'down':
      return Math.min(last, index + 1);
    case 'page-up':
      return Math.max(0, index - PAGE_ROWS);
    case 'page-down':
      return Math.min(last, index + PAGE_ROWS);
    case 'first':
      return 0;
    case 'last':
      return last;
    default:
      return index;
  }
}

/** The id after a move. */
export function movedId(
  ids: readonly string[],
  id: string | undefined,
  command: Command,
): string | undefined {
  return ids[movedIndex(id === undefined ? -1 : ids.indexOf(id), command, ids.length)];
}

export function isMove(command: Command): boolean {
  return ['up', 'down', 'page-up', 'page-down', 'first', 'last'].includes(command);
}

/** The first shown line after a move; `maxScroll` is where the last line stands at the foot. */
export function scrolled(scroll: number, command: Command, maxScroll: number): number {
  return movedIndex(Math.min(scroll, maxScroll), command, maxScroll + 1);
}
