import { earlierBytes } from './rescue.ts';
import type { Progress } from './state.ts';

/** A sample covers at least this long, so that one slow write is not taken for a trend. */
const SAMPLE_MS = 400;
/** Drives take bytes in gulps: between two of them nothing moves, and that is no speed of 0. A longer rest is. */
const REST_MS = 5_000;
const KEPT_SAMPLES = 240;

/** The rate samples after the phase came to `doneBytes` at `atMs`. */
export function nextSamples(
  progress: Progress,
  doneBytes: number,
  atMs: number,
): Pick<Progress, 'samples' | 'sampleFromMs'> {
  // A target that is behind the others was heard of: what was measured so far was not its speed.
  const isAnew = doneBytes < progress.doneBytes;
  const samples = isAnew ? [] : progress.samples;
  const sampleFromMs = isAnew ? progress.phaseStartedAtMs + progress.phasePausedMs : progress.sampleFromMs;
  const spanMs = atMs - sampleFromMs;
  const fromBytes = samples.at(-1)?.doneBytes ?? earlierBytes(progress);
  if (progress.pausedSinceMs !== undefined || spanMs < SAMPLE_MS) return { samples, sampleFromMs };
  if (doneBytes === fromBytes && spanMs < REST_MS) return { samples, sampleFromMs };
  const bytesPerSecond = (Math.max(0, doneBytes - fromBytes) * 1000) / spanMs;
  const next = [...samples, { atMs, spanMs, doneBytes, bytesPerSecond }].slice(-KEPT_SAMPLES);
  return { samples: next, sampleFromMs: atMs };
}
