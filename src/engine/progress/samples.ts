import type { Progress } from './state.ts';

/** A sample covers at least this long, so that one slow write is not taken for a trend. */
const SAMPLE_MS = 400;
const KEPT_SAMPLES = 240;

/** The rate samples after the phase came to `doneBytes` at `atMs`. */
export function nextSamples(
  progress: Progress,
  doneBytes: number,
  atMs: number,
): Pick<Progress, 'samples' | 'sampleFromMs'> {
  const { samples, sampleFromMs } = progress;
  const spanMs = atMs - sampleFromMs;
  if (progress.pausedSinceMs !== undefined || spanMs < SAMPLE_MS) return { samples, sampleFromMs };
  const bytesPerSecond = ((doneBytes - (samples.at(-1)?.doneBytes ?? 0)) * 1000) / spanMs;
  const next = [...samples, { atMs, doneBytes, bytesPerSecond }].slice(-KEPT_SAMPLES);
  return { samples: next, sampleFromMs: atMs };
}
