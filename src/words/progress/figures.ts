import type { WaitedMs } from '../../engine/contract/events/progress-fact.ts';
import { provesTargets } from '../../engine/contract/plan/parts.ts';
import { type Rates, ratesOf } from './rates.ts';
import { earlierBytes } from './rescue.ts';
import { movesImage, type Progress } from './state.ts';

/** Nothing moved for this long: say so. A flush moves nothing for a while and is no stall. */
const STALLED_AFTER_MS = 5_000;
const FLUSH_STALLED_AFTER_MS = 30_000;
/** Before this, a guess of the time left is noise. */
const GUESS_AFTER_MS = 2_000;

/** What a viewer shows of a job at one moment; all rates in bytes a second. */
export interface Figures {
  readonly elapsedMs: number;
  /** Time in the phase under way without pauses. */
  readonly phaseMs: number;
  readonly leftMs: number | undefined;
  readonly stalledMs: number | undefined;
  /** Of the whole job, writing and proving; 1 only when it ended well. */
  readonly fraction: number;
  readonly rateNow: number | undefined;
  readonly rateAverage: number | undefined;
  readonly rateLowest: number | undefined;
  readonly limitedBy: keyof WaitedMs | undefined;
}

export function figuresAt(progress: Progress, nowMs: number): Figures {
  const phaseMs = phaseTime(progress, nowMs);
  const stalledMs = stalledFor(progress, nowMs);
  const { rateSteady, ...rates } = ratesOf(progress.samples);
  return {
    elapsedMs: elapsed(progress, nowMs),
    phaseMs,
    leftMs: stalledMs === undefined ? timeLeft(progress, rateSteady, phaseMs) : undefined,
    stalledMs,
    fraction: jobFraction(progress),
    ...shownRates(progress, rates, stalledMs === undefined ? undefined : phaseMs),
    limitedBy: bottleneck(progress),
  };
}

function elapsed(progress: Progress, nowMs: number): number {
  if (progress.done !== undefined) return progress.done.report.elapsedMs;
  return Math.max(0, nowMs - (progress.startedAtMs ?? nowMs));
}

function phaseTime(progress: Progress, nowMs: number): number {
  const untilMs = progress.pausedSinceMs ?? Math.max(nowMs, progress.lastEventAtMs);
  return Math.max(0, untilMs - progress.phaseStartedAtMs - progress.phasePausedMs);
}

function stalledFor(progress: Progress, nowMs: number): number | undefined {
  if (progress.phase === 'ended' || progress.pausedSinceMs !== undefined) return undefined;
  const quietMs = nowMs - progress.movedAtMs;
  const limitMs = progress.phase === 'flush' ? FLUSH_STALLED_AFTER_MS : STALLED_AFTER_MS;
  return quietMs >= limitMs ? quietMs : undefined;
}

type ShownRates = Pick<Figures, 'rateNow' | 'rateAverage' | 'rateLowest'>;

/** While a job stalls, its speed is 0 and its average falls, though nothing tells of either. */
function shownRates(
  progress: Progress,
  rates: Pick<Rates, 'rateNow' | 'rateLowest'>,
  stalledPhaseMs: number | undefined,
): ShownRates {
  if (rates.rateNow === undefined || stalledPhaseMs === undefined)
    return { ...rates, rateAverage: averageOf(progress) };
  return {
    rateNow: 0,
    rateLowest: 0,
    rateAverage: (ownBytes(progress, progress.doneBytes) * 1000) / stalledPhaseMs,
  };
}

/** Up to the last sample, as all speeds are: what moves next is not known yet. */
function averageOf(progress: Progress): number | undefined {
  const last = progress.samples.at(-1);
  const { sampleFromMs, phaseStartedAtMs, phasePausedMs } = progress;
  const measuredMs = sampleFromMs - phaseStartedAtMs - phasePausedMs;
  return last === undefined || measuredMs <= 0
    ? undefined
    : (ownBytes(progress, last.doneBytes) * 1000) / measuredMs;
}

/** Without what an earlier run had read. */
const ownBytes = (progress: Progress, doneBytes: number): number =>
  Math.max(0, doneBytes - earlierBytes(progress));

function timeLeft(progress: Progress, rate: Rates['rateSteady'], phaseMs: number): number | undefined {
  const { imageBytes, phase } = progress;
  if (imageBytes === undefined || rate === undefined) return undefined;
  if (!movesImage(phase) || phaseMs < GUESS_AFTER_MS) return undefined;
  // How long bad places take nobody knows.
  if (phase === 'read' && progress.rescue !== undefined && progress.rescue.pass !== 'copy') return undefined;
  const bytesLeft = byteWork(progress) - byteWorkDone(progress);
  return rate > 0 ? (bytesLeft * 1000) / rate : undefined;
}

/** Fraction of all the bytes to be moved; the last hundredth is the end itself. */
export function jobFraction(progress: Progress): number {
  if (progress.done?.ok) return 1;
  const work = byteWork(progress);
  return work > 0 ? Math.min(0.99, byteWorkDone(progress) / work) : 0;
}

/** Bytes to move: the image once, and once more when targets are proved. */
function byteWork({ plan, imageBytes = 0 }: Progress): number {
  if (plan === undefined) return imageBytes;
  return imageBytes * (provesTargets(plan) ? 2 : 1);
}

function byteWorkDone(progress: Progress): number {
  const before = progress.finished
    .filter(({ phase }) => movesImage(phase))
    .reduce((sum, phase) => sum + phase.doneBytes, 0);
  return before + (movesImage(progress.phase) ? progress.doneBytes : 0);
}

/** The part that was waited for most since the phase began, when the waits say anything. */
function bottleneck(progress: Progress): keyof WaitedMs | undefined {
  const { waitedMs, waitedAtPhaseStartMs } = progress;
  const names = ['target', 'source', 'decompression', 'hash'] as const;
  const waits = names.map((name) => ({
    name,
    ms: (waitedMs[name] ?? 0) - (waitedAtPhaseStartMs[name] ?? 0),
  }));
  const most = waits.reduce((best, wait) => (wait.ms > best.ms ? wait : best));
  return most.ms > 100 ? most.name : undefined;
}
