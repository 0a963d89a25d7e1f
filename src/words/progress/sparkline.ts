import type { RateSample } from './state.ts';

/** The last `columns` rates as whole steps from 0 to `steps` - 1, scaled to the fastest shown. */
export function sparkLevels(samples: readonly RateSample[], columns: number, steps: number): number[] {
  const shown = samples.slice(-columns).map((sample) => sample.bytesPerSecond);
  const top = Math.max(0, ...shown);
  return shown.map((rate) => (top === 0 ? 0 : Math.min(steps - 1, Math.floor((rate / top) * steps))));
}
