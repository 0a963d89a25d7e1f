import type { DoneFact, JobEvent, NoteFact } from '../../engine/contract/events/events.ts';
import type { Phase, ProgressFact } from '../../engine/contract/events/progress-fact.ts';
import { foldCounters } from './counters.ts';
import { nextReached, slowestBytes } from './reached.ts';
import { hasTried, nextRescue } from './rescue.ts';
import { nextSamples } from './samples.ts';
import { movesImage, type Progress } from './state.ts';

/** Long jobs may lose thousands of names or differ in thousands of places; screens show the first ones. */
const KEPT_LOG = 500;
const KEPT_BAD = 200;

/** One more event. Total: an event that makes no sense changes nothing but the time. */
export function foldEvent(progress: Progress, event: JobEvent): Progress {
  const begun = progress.startedAtMs === undefined ? beganAt(progress, Date.parse(event.at)) : progress;
  const atMs = Math.max(begun.lastEventAtMs, Date.parse(event.at) || 0);
  const seen = { ...begun, lastEventAtMs: atMs, startedAtMs: begun.startedAtMs ?? atMs };
  if (event.event === 'progress') return foldProgress(seen, event, atMs);
  const logged = { ...seen, log: [...seen.log, { atMs, fact: event }].slice(-KEPT_LOG) };
  switch (event.event) {
    case 'plan':
      return { ...logged, plan: event.plan };
    case 'phase':
      return beginPhase(logged, event.phase, event.totalBytes, atMs);
    case 'note':
      return foldNote(logged, event, atMs);
    case 'bad': {
      const { atByte, lengthBytes, target, file } = event;
      return { ...logged, bad: [...logged.bad, { atByte, lengthBytes, target, file }].slice(0, KEPT_BAD) };
    }
    case 'done':
      return foldDone(logged, event, atMs);
  }
}

/** The job's own beginning, which may lie hours before a viewer came. */
function beganAt(progress: Progress, atMs: number): Progress {
  if (Number.isNaN(atMs)) return progress;
  return { ...progress, lastEventAtMs: atMs, phaseStartedAtMs: atMs, movedAtMs: atMs, sampleFromMs: atMs };
}

function beginPhase(
  progress: Progress,
  phase: Phase,
  totalBytes: number | undefined,
  atMs: number,
): Progress {
  return {
    ...closePhase(progress, atMs),
    phase,
    phaseStartedAtMs: atMs,
    movedAtMs: atMs,
    phaseTotalBytes: totalBytes,
    imageBytes: movesImage(phase) ? (totalBytes ?? progress.imageBytes) : progress.imageBytes,
    doneBytes: 0,
    reached: [],
    sampleFromMs: atMs,
    samples: [],
    pausedSinceMs: progress.pausedSinceMs === undefined ? undefined : atMs,
    phasePausedMs: 0,
    waitedAtPhaseStartMs: progress.waitedMs,
  };
}

function closePhase(progress: Progress, atMs: number): Progress {
  const { phase } = progress;
  if (phase === 'starting' || phase === 'ended') return progress;
  const pausedNowMs = progress.pausedSinceMs === undefined ? 0 : atMs - progress.pausedSinceMs;
  const tookMs = Math.max(0, atMs - progress.phaseStartedAtMs - progress.phasePausedMs - pausedNowMs);
  return { ...progress, finished: [...progress.finished, { phase, tookMs, doneBytes: progress.doneBytes }] };
}

function foldProgress(progress: Progress, fact: ProgressFact, atMs: number): Progress {
  const counted = foldCounters(progress, fact);
  const inPhase = fact.phase === progress.phase;
  const limitBytes = progress.phaseTotalBytes ?? Number.POSITIVE_INFINITY;
  const reached = inPhase ? nextReached(progress.reached, fact, { atMs, limitBytes }) : progress.reached;
  const doneBytes = inPhase ? slowestBytes(reached, atMs) : progress.doneBytes;
  const rescue = nextRescue(progress.rescue, fact.rescue);
  const moved = doneBytes > progress.doneBytes || counted.moved || hasTried(progress.rescue, rescue);
  return {
    ...progress,
    counters: counted.counters,
    targets: counted.targets,
    doneBytes,
    reached,
    movedAtMs: moved ? atMs : progress.movedAtMs,
    ...(inPhase ? nextSamples({ ...progress, rescue }, doneBytes, atMs) : {}),
    waitedMs: fact.waitedMs ?? progress.waitedMs,
    sha256: fact.sha256 ?? progress.sha256,
    rescue,
    entries: Math.max(progress.entries, fact.entries ?? 0),
  };
}

function foldNote(progress: Progress, note: NoteFact, atMs: number): Progress {
  const next = { ...progress, notes: [...progress.notes, note].slice(-KEPT_LOG) };
  if (note.code === 'loss') return { ...next, lossCount: progress.lossCount + 1 };
  if (note.code === 'paused') return { ...next, pausedSinceMs: progress.pausedSinceMs ?? atMs };
  if (note.code === 'resumed') return resumed(next, atMs);
  return next;
}

function resumed(progress: Progress, atMs: number): Progress {
  const pausedMs = progress.pausedSinceMs === undefined ? 0 : atMs - progress.pausedSinceMs;
  return {
    ...progress,
    pausedSinceMs: undefined,
    phasePausedMs: progress.phasePausedMs + pausedMs,
    sampleFromMs: progress.sampleFromMs + pausedMs,
    movedAtMs: atMs,
  };
}

function foldDone(progress: Progress, done: DoneFact, atMs: number): Progress {
  const { ok, exitCode, outcome, report } = done;
  return {
    ...closePhase(progress, atMs),
    phase: 'ended',
    pausedSinceMs: undefined,
    lossCount: report.losses?.length ?? progress.lossCount,
    done: { event: 'done', ok, exitCode, outcome, report },
  };
}
