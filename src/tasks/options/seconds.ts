/** Unix seconds of `2026-11-22`, `2026-11-22T12:00:00Z` or a number of seconds; `undefined` for anything else. */
export function secondsOf(text: string): number | undefined {
  const seconds = /^-?\d+$/.test(text) && !/^\d{4}$/.test(text) ? Number(text) : Date.parse(text) / 1000;
  return Number.isFinite(seconds) ? Math.floor(seconds) : undefined;
}
