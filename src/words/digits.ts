import { t } from './language.ts';

/** What is written without an exponent, and whose hundredths are counted without loss. */
const LEAST = 1e-6;
const MOST = 1e13;

/**
 * A number as `Intl.NumberFormat` writes it in the language spoken now: what comes up is written by hand, because the first number of
 * Intl takes as long as half of a short command.
 */
export function digits(value: number, decimals: number, grouped = true): string {
  const isUsual = (value >= LEAST && value < MOST) || Object.is(value, 0);
  if (!isUsual) return byIntl(value, decimals, grouped);
  const { group, decimal } = t().numbers;
  const all = rounded(value, decimals);
  const whole = all.slice(0, all.length - decimals);
  const told = grouped ? inGroups(whole, group) : whole;
  return decimals === 0 ? told : `${told}${decimal}${all.slice(-decimals)}`;
}

/** All digits without a mark; half of a last one goes up, as the number is written in decimals. */
function rounded(value: number, decimals: number): string {
  const [whole = '', part = ''] = String(value).split('.');
  const kept = Number(whole + part.slice(0, decimals).padEnd(decimals, '0'));
  const isUp = part.charAt(decimals) >= '5';
  return String(isUp ? kept + 1 : kept).padStart(decimals + 1, '0');
}

function inGroups(whole: string, mark: string): string {
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) groups.unshift(whole.slice(Math.max(0, end - 3), end));
  return groups.join(mark);
}

const formats = new Map<string, Intl.NumberFormat>();

function byIntl(value: number, decimals: number, grouped: boolean): string {
  const { locale } = t().numbers;
  const key = `${locale} ${decimals} ${grouped}`;
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: grouped };
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format.format(value);
}
