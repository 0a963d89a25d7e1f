import type { Difference, DifferenceKind, Differences } from '../../contract/events/comparison.ts';

/** More than anybody reads; the others are counted. */
export const MOST_TOLD = 10_000;

/** Keeps the first differences, and counts all of them. */
export class FoundDifferences implements Differences {
  readonly told: Difference[] = [];
  readonly counts: Partial<Record<DifferenceKind, number>> = {};

  add(difference: Difference): void {
    const { kind } = difference;
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    if (this.told.length < MOST_TOLD) this.told.push(difference);
  }
}

/** How many there are, unless only some kinds are asked for: of all kinds. */
export function countAll({ counts }: Pick<Differences, 'counts'>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
