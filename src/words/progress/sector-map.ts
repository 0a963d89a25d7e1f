import { type Counters, NO_COUNTERS, type Progress } from './state.ts';

/**
 * One cell of the map: `left` nothing yet, `busy` read or written but not confirmed, `media` confirmed by the device,
 * `proved` read back and equal, `bad` differs or cannot be read.
 */
export type Cell = 'left' | 'busy' | 'media' | 'proved' | 'bad';

/** The image as `cellCount` cells of equal size for one target (or for the whole job). */
export function sectorMap(progress: Progress, cellCount: number, targetName?: string): Cell[] {
  const { imageBytes } = progress;
  if (imageBytes === undefined || imageBytes === 0) return Array<Cell>(cellCount).fill('left');
  const counters = countersOf(progress, targetName);
  const cellBytes = imageBytes / cellCount;
  const busyBytes = busyIn(counters, targetName !== undefined);
  const cells = Array.from({ length: cellCount }, (_, cell) =>
    cellAt(counters, busyBytes, cell * cellBytes, cellBytes),
  );
  for (const range of progress.bad) {
    if (targetName !== undefined && range.target !== undefined && range.target !== targetName) continue;
    const first = Math.floor(range.atByte / cellBytes);
    const last = Math.floor((range.atByte + Math.max(1, range.lengthBytes) - 1) / cellBytes);
    cells.fill('bad', first, last + 1);
  }
  return cells;
}

/** A cell counts as done when all of it is. Sectors go in order, so one number tells all. */
function cellAt(counters: Counters, busyBytes: number, atByte: number, cellBytes: number): Cell {
  const end = Math.floor(atByte + cellBytes);
  if (counters.verifiedBytes >= end) return 'proved';
  if (counters.onMediaBytes >= end) return 'media';
  return busyBytes > atByte ? 'busy' : 'left';
}

/** A target that has said nothing yet has got nothing, however far the others are. */
function countersOf({ targets, counters }: Progress, targetName: string | undefined): Counters {
  if (targetName === undefined) return counters;
  return targets.find(({ name }) => name === targetName) ?? NO_COUNTERS;
}

/** What was read is on its way to all targets: of one of them, what it has taken counts. */
function busyIn({ readBytes, writtenBytes }: Counters, isOne: boolean): number {
  return isOne && writtenBytes > 0 ? writtenBytes : Math.max(readBytes, writtenBytes);
}
