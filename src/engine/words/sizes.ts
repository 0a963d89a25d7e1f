const KIB = 1024;
const UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in binary units with three figures: `512 B`, `84.2 MiB`, `931 GiB`. */
export function sizeText(bytes: number): string {
  if (!Number.isFinite(bytes)) return 'any size';
  if (bytes < KIB) return `${Math.round(bytes)} B`;
  let value = bytes / KIB;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= KIB;
    unit += 1;
  }
  return `${threeFigures(value)} ${UNITS[unit]}`;
}

/** `84.2 MiB/s` */
export function rateText(bytesPerSecond: number): string {
  return `${sizeText(Math.max(0, bytesPerSecond))}/s`;
}

/** `172,442` */
export function countText(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** `1 file`, `1,204 files` */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** Rounded down, so that 100 % is said only when everything is done. */
export function percentText(fraction: number): string {
  return `${Math.floor(Math.min(1, Math.max(0, fraction)) * 100)}%`;
}

/** What is printed on the box beside what the computer counts: `28.6 GiB (30.8 GB)`. */
export function bothSizesText(bytes: number): string {
  return `${sizeText(bytes)} (${decimalText(bytes)})`;
}

function decimalText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : threeFigures(value)} ${units[unit]}`;
}

function threeFigures(value: number): string {
  if (value < 9.995) return value.toFixed(2);
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}
