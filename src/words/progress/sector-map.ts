import type { Counters, Progress } from './state.ts';

/**
 * One cell of the map: `left` nothing yet, `busy` read or written but not confirmed, `media` confirmed by the device,
 * `proved` read back and equal, `bad` differs or cannot be read.
 */
export type Cell = 'left' | 'busy' | 'media' | 'proved' | 'bad';

/** The image as `cellCount` cells of equal size for one target (or for the whole job). */
export function sectorMap(progress: Progress, cellCount: number, targetName?: string): Cell[] {
  const { imageBytes } = progress;
  if (imageBytes === undefined || imageBytes === 0) return Array<Cell>(cellCount).fill('left');
  const counters = progress.targets.find((target) => target.name === targetName) ?? progress.counters;
  const cellBytes = imageBytes / cellCount;
  const cells = Array.from({ length: cellCount }, (_, cell) => cellAt(counters, cell * cellBytes, cellBytes));
  for (const range of progress.bad) {
    if (targetName !== undefined && range.target !== undefined && range.target !== targetName) continue;
    const first = Math.floor(range.atByte / cellBytes);
    const last = Math.floor((range.atByte + Math.max(1, range.lengthBytes) - 1) / cellBytes);
    cells.fill('bad', first, last + 1);
  }
  return cells;
}

/** A cell counts as done when all of it is. Sectors go in order, so one number tells all. */
function cellAt(counters: Counters, atByte: number, cellBytes: number): Cell {
  const end = Math.floor(atByte + cellBytes);
  if (counters.verifiedBytes >= end) return 'proved';
  if (counters.onMediaBytes >= end) return 'media';
  return Math.max(counters.readBytes, counters.writtenBytes) > atByte ? 'busy' : 'left';
}
