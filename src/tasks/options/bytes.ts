const UNITS: readonly string[] = ['', 'K', 'M', 'G', 'T'];
const STEP = 1024;

/** Bytes of `4G`, `512M`, `1.5 GiB` or a plain number; undefined for anything else, and for nothing. */
export function bytesOf(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,16}(?:\.\d{1,6})?) ?([kmgt]?)(?:i?b)?$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const bytes = Math.round(Number(digits) * STEP ** UNITS.indexOf(unit.toUpperCase()));
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}

/** The shortest that says the same number. */
export function bytesText(bytes: number): string {
  let power = 0;
  while (power + 1 < UNITS.length && bytes % STEP ** (power + 1) === 0) power++;
  return `${bytes / STEP ** power}${UNITS[power] ?? ''}`;
}
