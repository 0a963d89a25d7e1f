import type { Progress, RescueProgress } from './state.ts';

/**
 * One cell of a medium: `read`, `slow` left for later because it is, `left` not reached yet, `failed` in one piece, to be read in
 * smaller ones, `bad` for sure, `here` read now, `proved` read back from the image and equal.
 */
export type MediumCell = 'read' | 'slow' | 'left' | 'failed' | 'bad' | 'here' | 'proved';

/** The worst one speaks for a cell of several parts. */
const RANKS: { readonly [C in MediumCell]: number } = {
  proved: 0,
  read: 1,
  left: 2,
  slow: 3,
  failed: 4,
  bad: 5,
  here: 6,
};

/** The medium as `cellCount` cells of equal size. */
export function mediumMap(progress: Progress, cellCount: number): MediumCell[] {
  const { rescue, imageBytes = 0, phase, doneBytes } = progress;
  if (phase === 'verify' || phase === 'finish') {
    const share = phase === 'finish' ? 1 : doneBytes / Math.max(1, imageBytes);
    return Array.from({ length: cellCount }, (_, cell) =>
      cell + 1 <= share * cellCount ? 'proved' : 'read',
    );
  }
  if (rescue === undefined || imageBytes === 0) return Array<MediumCell>(cellCount).fill('left');
  const parts = partsOf(rescue, imageBytes);
  const cells = Array.from({ length: cellCount }, (_, cell) => {
    const from = Math.floor((cell * parts.length) / cellCount);
    const to = Math.max(from + 1, Math.ceil(((cell + 1) * parts.length) / cellCount));
    return worstOf(parts.slice(from, to));
  });
  const here = Math.floor((rescue.atByte / imageBytes) * cellCount);
  if (here < cellCount && phase === 'read') cells[here] = 'here';
  return cells;
}

/** The picture of the job, a cell for each of its letters. */
function partsOf({ picture, frontByte }: RescueProgress, imageBytes: number): MediumCell[] {
  const partBytes = imageBytes / picture.length;
  // What was sent for and has not come yet lies before the head too: only what something was read or tried behind was passed over.
  const last = frontByte >= imageBytes ? picture.length : lastTried(picture);
  return [...picture].map((letter, index) => {
    if (letter === '+') return 'read';
    if (letter === '-') return 'bad';
    if (letter !== '?') return 'failed';
    return index < last && (index + 1) * partBytes <= frontByte ? 'slow' : 'left';
  });
}

const lastTried = (picture: string): number => picture.search(/[^?]\?*$/);

const worstOf = (cells: readonly MediumCell[]): MediumCell =>
  cells.reduce((worst, cell) => (RANKS[cell] > RANKS[worst] ? cell : worst), cells[0] ?? 'left');
