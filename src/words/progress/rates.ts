import type { RateSample } from './state.ts';

/** Drives take bytes in gulps, and slow ones rest for seconds between them: no shorter time is a speed. */
const NOW_MS = 5_000;
/** What a guess of the time left rests on. */
const STEADY_MS = 30_000;

/** Bytes a second. */
export interface Rates {
  readonly rateNow: number | undefined;
  /** Of the last half minute: for guesses, which must not jump. */
  readonly rateSteady: number | undefined;
  /** The slowest five seconds since the first byte moved. */
  readonly rateLowest: number | undefined;
}

export function ratesOf(samples: readonly RateSample[]): Rates {
  if (samples.length === 0) return { rateNow: undefined, rateSteady: undefined, rateLowest: undefined };
  const rateNow = rateBefore(samples, samples.length, NOW_MS).bytesPerSecond;
  const rateSteady = rateBefore(samples, samples.length, STEADY_MS).bytesPerSecond;
  return { rateNow, rateSteady, rateLowest: Math.min(rateNow, ...wholeWindows(samples)) };
}

/** Before the first byte moved nothing was slow yet. */
function wholeWindows(samples: readonly RateSample[]): number[] {
  const begun = samples.findIndex(({ bytesPerSecond }) => bytesPerSecond > 0);
  if (begun < 0) return [];
  const moving = samples.slice(begun);
  return moving
    .map((_, index) => rateBefore(moving, index + 1, NOW_MS))
    .filter(({ spanMs }) => spanMs >= NOW_MS)
    .map(({ bytesPerSecond }) => bytesPerSecond);
}

/** The speed of the last `windowMs` before sample `end`, or of all there is. */
function rateBefore(
  samples: readonly RateSample[],
  end: number,
  windowMs: number,
): { readonly bytesPerSecond: number; readonly spanMs: number } {
  let spanMs = 0;
  let bytes = 0;
  for (let index = end - 1; index >= 0 && spanMs < windowMs; index--) {
    const sample = samples[index];
    spanMs += sample?.spanMs ?? 0;
    bytes += ((sample?.bytesPerSecond ?? 0) * (sample?.spanMs ?? 0)) / 1000;
  }
  return { bytesPerSecond: spanMs > 0 ? (bytes * 1000) / spanMs : 0, spanMs };
}
