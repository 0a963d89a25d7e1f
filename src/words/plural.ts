import type { Forms } from './forms.ts';
import { t } from './language.ts';

/** The form that goes with a number in the language spoken now. */
export function formOf(count: number, { one, other }: Forms): string {
  return t().numbers.isOne(count) ? one : other;
}
