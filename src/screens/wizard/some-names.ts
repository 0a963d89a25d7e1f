import { t } from '../../words/language.ts';

/** `sdb, sdc and 38 more` */
export function someNames(names: readonly string[], most: number): string {
  if (names.length <= most) return names.join(', ');
  const shown = Math.max(1, most - 1);
  return t().screens.lists.namesAnd(names.slice(0, shown).join(', '), names.length - shown);
}
