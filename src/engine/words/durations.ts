/** A measured time: `0.4 s`, `12 s`, `3 min 20 s`, `1 h 02 min`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.95) return `${(Math.floor(seconds * 10) / 10).toFixed(1)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(Math.floor(seconds % 60))} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}

/** A running clock, in whole seconds so that it is calm: `3 s`, `1 min 20 s`. */
export function clockText(ms: number): string {
  const whole = Math.floor(Math.max(0, ms) / 1000);
  return whole < 60 ? `${whole} s` : durationText(whole * 1000);
}

/** A guess, coarse on purpose: `about 10 s`, `about 4 min`, `about 2 h 20 min`. */
export function aboutText(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 5) return 'a few seconds';
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} s`;
  if (seconds < 3300) return `about ${Math.max(1, Math.round(seconds / 60))} min`;
  const minutes = Math.round(seconds / 600) * 10;
  return `about ${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
