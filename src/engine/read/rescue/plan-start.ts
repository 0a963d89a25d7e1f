import type { RescueMap, SectorState } from './rescue-map.ts';
import type { RescueRules } from './rules.ts';

/** Copying goes forwards, back, forwards, back over what was skipped; the last pass skips nothing. */
export const COPY_PASSES = 5;

/** Where an earlier run was. */
export interface PlanStart {
  readonly atByte: number;
  readonly phase: string;
  readonly pass: number;
}

/** The same, when there is something to go on with there; else everything begins at its first pass, and finds what is left. */
export function usableStart(
  { atByte, phase, pass }: PlanStart,
  { totals, sizeBytes }: RescueMap,
  { retries, sectorBytes }: RescueRules,
): { readonly atByte: number; readonly phase: SectorState; readonly pass: number } | undefined {
  const copies = phase === '?' && totals['?'] > 0 && pass >= 1 && pass <= COPY_PASSES;
  const isOnlyBad = totals['?'] + totals['*'] + totals['/'] === 0;
  const tries = phase === '-' && isOnlyBad && pass >= 1 && pass <= retries;
  if (!copies && !tries) return undefined;
  // A place within a sector is one that ddrescue counted in smaller ones: the whole sector is still to come, from either side.
  const round = pass % 2 === 0 ? Math.ceil : Math.floor;
  const wholeByte = round(atByte / sectorBytes) * sectorBytes;
  return { atByte: Math.min(wholeByte, sizeBytes), phase: copies ? '?' : '-', pass };
}
