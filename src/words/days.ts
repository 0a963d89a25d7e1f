/** `2026-11-22`, by the clock of the person; empty for a time that is none. */
export function dayText(atMs: number | undefined): string {
  const at = new Date(atMs ?? Number.NaN);
  const year = at.getFullYear();
  if (Number.isNaN(year) || year < 0 || year > 9999) return '';
  const [years, months, days] = [
    [year, 4],
    [at.getMonth() + 1, 2],
    [at.getDate(), 2],
  ].map(([value = 0, digits = 0]) => String(value).padStart(digits, '0'));
  return `${years}-${months}-${days}`;
}

/** `1905`, five past seven in the evening, as part of a name. */
export function hourText(atMs: number): string {
  const at = new Date(atMs);
  return [at.getHours(), at.getMinutes()].map((value) => String(value).padStart(2, '0')).join('');
}
