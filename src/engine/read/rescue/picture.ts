import type { RescueMap, SectorState } from './rescue-map.ts';

/** So many parts a medium is shown in. */
export const PICTURE_CELLS = 128;

/** From the best to the worst; what is not tried may still be read. */
const RANKS: { readonly [S in SectorState]: number } = { '+': 0, '?': 1, '*': 2, '/': 3, '-': 4 };

/** The medium in equal parts, for each the worst that is known of it. */
export function pictureOf(map: RescueMap): string {
  const cells: SectorState[] = new Array<SectorState>(PICTURE_CELLS).fill('+');
  const cellBytes = Math.max(1, map.sizeBytes / PICTURE_CELLS);
  for (const { atByte, endByte, state } of map.ranges()) {
    if (state === '+') continue;
    const last = Math.min(PICTURE_CELLS - 1, Math.ceil(endByte / cellBytes) - 1);
    for (let cell = Math.floor(atByte / cellBytes); cell <= last; cell++)
      if (RANKS[state] > RANKS[cells[cell] ?? '-']) cells[cell] = state;
  }
  return cells.join('');
}
