import type { Forms } from './forms.ts';
import { t } from './language.ts';

const rules = new Map<string, Intl.PluralRules>();

/** The form that goes with a number in the language spoken now. */
export function formOf(count: number, { one, other }: Forms): string {
  const { locale } = t().numbers;
  const rule = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, rule);
  return rule.select(count) === 'one' ? one : other;
}
