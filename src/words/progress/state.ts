import type { DoneFact, JobFact, NoteFact } from '../../engine/contract/events/events.ts';
import type { Phase, RescueFacts, WaitedMs } from '../../engine/contract/events/progress-fact.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';

/**
 * What a viewer knows of a job: its events folded into counters, a history of rates and a list of trouble.
 * Plain data; made by `foldEvent`, read by screens and plain lines. No clock of its own.
 */
export interface Progress {
  readonly plan: Plan | undefined;
  readonly phase: Phase | 'starting' | 'ended';
  readonly startedAtMs: number | undefined;
  readonly phaseStartedAtMs: number;
  readonly lastEventAtMs: number;
  /** When a counter last grew: the base of "stalled". */
  readonly movedAtMs: number;
  /** Of the phase under way, when known. */
  readonly phaseTotalBytes: number | undefined;
  /** Of the image; known from the write or verify phase on. */
  readonly imageBytes: number | undefined;
  /** Within the phase, by the slowest target at work: the one that everybody waits for. */
  readonly doneBytes: number;
  /** How far each target has come in the phase under way, and when it said so. */
  readonly reached: readonly Reached[];
  /** Of the whole job: the furthest target for each. */
  readonly counters: Counters;
  readonly targets: readonly TargetProgress[];
  readonly pausedSinceMs: number | undefined;
  /** Time spent paused in the phase under way. */
  readonly phasePausedMs: number;
  /** Where the span of the next rate sample begins; moves on by the length of a pause. */
  readonly sampleFromMs: number;
  readonly samples: readonly RateSample[];
  readonly finished: readonly FinishedPhase[];
  readonly waitedMs: WaitedMs;
  readonly waitedAtPhaseStartMs: WaitedMs;
  readonly sha256: string | undefined;
  /** Of a medium that is read sector by sector. */
  readonly rescue: RescueProgress | undefined;
  readonly entries: number;
  readonly bad: readonly BadRange[];
  readonly lossCount: number;
  readonly notes: readonly NoteFact[];
  readonly log: readonly LogEntry[];
  readonly done: DoneFact | undefined;
}

export interface Counters {
  readonly readBytes: number;
  /** Written, or found in place. */
  readonly writtenBytes: number;
  readonly onMediaBytes: number;
  readonly verifiedBytes: number;
  readonly retriedReads: number;
}

export interface RescueProgress extends RescueFacts {
  /** Everything before this place had its turn: what is not read there was left for later, because it is slow. */
  readonly frontByte: number;
}

export interface TargetProgress extends Counters {
  readonly name: string;
}

export interface Reached {
  readonly target: string | undefined;
  readonly doneBytes: number;
  readonly saidAtMs: number;
}

/** Speed over one short span. */
export interface RateSample {
  readonly atMs: number;
  /** Without pauses. */
  readonly spanMs: number;
  readonly doneBytes: number;
  readonly bytesPerSecond: number;
}

export interface FinishedPhase {
  readonly phase: Phase;
  readonly tookMs: number;
  readonly doneBytes: number;
}

export interface BadRange {
  readonly target: string | undefined;
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly file: string | undefined;
}

/** One event as it came, for the log; progress events are left out. */
export interface LogEntry {
  readonly atMs: number;
  readonly fact: Exclude<JobFact, { event: 'progress' }>;
}

/** The phases that go once through all bytes of the image. */
export function movesImage(phase: Progress['phase']): boolean {
  return phase === 'write' || phase === 'read' || phase === 'verify';
}

export const NO_COUNTERS: Counters = {
  readBytes: 0,
  writtenBytes: 0,
  onMediaBytes: 0,
  verifiedBytes: 0,
  retriedReads: 0,
};

const NOT_WAITED: WaitedMs = { source: 0, hash: 0, target: 0 };

/** Before the first event. */
export function noProgress(nowMs: number): Progress {
  return {
    plan: undefined,
    phase: 'starting',
    startedAtMs: undefined,
    phaseStartedAtMs: nowMs,
    lastEventAtMs: nowMs,
    movedAtMs: nowMs,
    phaseTotalBytes: undefined,
    imageBytes: undefined,
    doneBytes: 0,
    reached: [],
    counters: NO_COUNTERS,
    targets: [],
    pausedSinceMs: undefined,
    phasePausedMs: 0,
    sampleFromMs: nowMs,
    samples: [],
    finished: [],
    waitedMs: NOT_WAITED,
    waitedAtPhaseStartMs: NOT_WAITED,
    sha256: undefined,
    rescue: undefined,
    entries: 0,
    bad: [],
    lossCount: 0,
    notes: [],
    log: [],
    done: undefined,
  };
}
