import type { Forms } from './forms.ts';
import { t } from './language.ts';
import { formOf } from './plural.ts';

const KIB = 1024;
const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const DECIMAL_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes in binary units with three figures: `512 B`, `84.2 MiB`, `931 GiB`. */
export function sizeText(bytes: number): string {
  return Number.isFinite(bytes) ? inUnits(bytes, KIB, BINARY_UNITS) : t().numbers.anySize;
}

/** `84.2 MiB/s` */
export function rateText(bytesPerSecond: number): string {
  return t().numbers.aSecond(sizeText(Math.max(0, bytesPerSecond)));
}

/** `172,442` */
export function countText(count: number): string {
  return digits(Math.round(count), 0);
}

/** `1 file`, `1,204 files` */
export function countOf(count: number, forms: Forms): string {
  return `${countText(count)} ${formOf(count, forms)}`;
}

/** Rounded down, so that 100 % is said only when everything is done. */
export function percentText(fraction: number): string {
  return t().numbers.percent(String(Math.floor(Math.min(1, Math.max(0, fraction)) * 100)));
}

/** What is printed on the box beside what the computer counts: `28.6 GiB (30.8 GB)`. */
export function bothSizesText(bytes: number): string {
  return `${sizeText(bytes)} (${inUnits(bytes, 1000, DECIMAL_UNITS)})`;
}

function inUnits(bytes: number, step: number, units: readonly string[]): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1 && (unit > 0 || value >= step)) {
    value /= step;
    unit += 1;
  }
  return `${unit === 0 ? digits(Math.round(value), 0, false) : threeFigures(value)} ${units[unit]}`;
}

function threeFigures(value: number): string {
  return digits(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

const formats = new Map<string, Intl.NumberFormat>();

/** `1.5`, `1,5` */
export function decimalText(value: number, decimals: number): string {
  return digits(value, decimals);
}

/** Making one takes a millisecond. */
function digits(value: number, decimals: number, grouped = true): string {
  const { locale } = t().numbers;
  const key = `${locale} ${decimals} ${grouped}`;
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: grouped };
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format.format(value);
}
