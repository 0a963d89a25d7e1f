import { t } from '../../words/language.ts';
import { countOf } from '../../words/sizes.ts';

/** `3 above, 120 below`: rows of a list or lines of a page that are not on the screen; empty when all are. */
export function outOfSight(above: number, below: number, ...more: readonly string[]): string {
  const { lists } = t().screens;
  return [
    ...(above > 0 ? [lists.above(above)] : []),
    ...(below > 0 ? [lists.below(below)] : []),
    ...more,
  ].join(', ');
}

/** `, 1204 entries so far` while a source is looked at; empty before the first. */
export function soFar(entries: number): string {
  return entries > 0 ? t().screens.lists.soFar(countOf(entries, t().nouns.entry)) : '';
}
