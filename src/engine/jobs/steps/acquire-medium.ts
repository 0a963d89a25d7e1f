import type { RescueFacts } from '../../contract/events/progress-fact.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { acquire } from '../../read/rescue/acquire.ts';
import type { AcquireEnd, AcquireProgress } from '../../read/rescue/acquisition.ts';
import type { Hand } from '../../read/rescue/hand.ts';
import { mapFileText } from '../../read/rescue/map-file.ts';
import { mapComments, saveMap } from '../../read/rescue/map-store.ts';
import { pictureOf } from '../../read/rescue/picture.ts';
import type { PlanStart } from '../../read/rescue/plan-start.ts';
import type { ReadSums } from '../../read/rescue/read-sums.ts';
import { RescueMap } from '../../read/rescue/rescue-map.ts';
import { rescueRules } from '../../read/rescue/rules.ts';
import { Speeds } from '../../read/rescue/speeds.ts';
import type { JobContext } from './job-context.ts';
import type { MediumHands } from './medium-hands.ts';
import { noteRest, noteRoom } from './note-use.ts';
import type { Sinks } from './rescue-sinks.ts';

/** How long a drive that went away is waited for; one without a serial, or a disc, could not be told from another. */
const WAIT_MS = 60_000;
const TICK_MS = 200;

export interface Acquired {
  readonly end: AcquireEnd;
  readonly map: RescueMap;
  readonly readErrors: number;
  readonly speeds: Speeds;
}

export interface AcquireStep {
  readonly plan: ReadPlan;
  readonly medium: Medium;
  readonly hands: MediumHands;
  readonly map: RescueMap;
  readonly start: PlanStart | undefined;
  /** None: it is only read. */
  readonly sinks: Sinks;
  /** What is read is added to them. */
  readonly sums: ReadSums;
  /** Absent: the map is kept nowhere. */
  readonly mapPath: string | undefined;
  /** Where the map is, when its name leads elsewhere by now. */
  readonly mapAt?: string | undefined;
  readonly imagePath: string | undefined;
  readonly isPartial?: boolean | undefined;
  /** Only bad sectors were left by an earlier run: they are tried again. */
  readonly triesAgain?: boolean;
  /** More stands in the output, and in the map. */
  readonly onRead?: () => void;
}

/** Reads a medium into its output; says how it goes. @throws Failure */
export async function acquireMedium(step: AcquireStep, context: JobContext): Promise<Acquired> {
  const { plan, medium, map, start, sinks, sums, imagePath } = step;
  const { clock, signal, gate, onFact } = context;
  const comments = mapComments(medium, imagePath, new Date(clock.nowMs()).toISOString(), step.isPartial);
  let readErrors = 0;
  const tell = teller(map.totals['+'], medium.sectorBytes);
  const speeds = new Speeds(map.sizeBytes);
  noteRest(plan, medium, map.sizeBytes, context);
  await noteRoom(plan, map.sizeBytes, context);
  onFact({ event: 'phase', phase: 'read', totalBytes: map.sizeBytes });
  const end = await acquire(
    {
      medium,
      map,
      start,
      rules: rescueRules({ ...medium, sizeBytes: map.sizeBytes, retries: retriesOf(step) }),
      sums,
      only: sinks.isEmpty,
      waitMs: medium.serial === '' || medium.kind === 'disc' ? 0 : WAIT_MS,
      budget: {
        ms: plan.mostSeconds === undefined ? undefined : plan.mostSeconds * 1000,
        errors: plan.mostErrors,
      },
    },
    {
      takeHand: async (now): Promise<Hand> => {
        const hand = await step.hands.take(now, sinks);
        speeds.startAt(clock.nowMs());
        return hand;
      },
      clock,
      tick: everyTick,
      save: (kept, status) =>
        saveSafely(step, mapFileText(withoutHead(kept, sinks.headBytes), status, comments)),
      signal,
      isPaused: () => {
        if (gate.isShut) speeds.startAt(clock.nowMs());
        return gate.isShut;
      },
      onProgress: (progress) => {
        readErrors = progress.readErrors;
        const doneBytes = map.totals['+'];
        onFact({ event: 'progress', phase: 'read', doneBytes, readBytes: doneBytes, rescue: tell(progress) });
      },
      onRead: (read) => {
        speeds.add(read, clock.nowMs());
        step.onRead?.();
      },
      onLost: (lost) => sinks.lose(lost),
      onSilent: (id) => sinks.saySilent(id),
      onGone: () => onFact({ event: 'note', code: 'medium-gone', path: medium.path }),
      onBack: ({ realPath }) => onFact({ event: 'note', code: 'medium-back', path: realPath }),
    },
  );
  return { end, map, readErrors, speeds };
}

/** Outputs first, then the map. @param text made before anything waits: reading goes on meanwhile */
async function saveSafely({ sinks, mapPath, mapAt = mapPath }: AcquireStep, text: string): Promise<void> {
  if (sinks.areSilent) return;
  await sinks.sync();
  if (mapPath !== undefined && mapAt !== undefined) keep({ path: mapPath, at: mapAt }, text, sinks);
}

/** The beginning of a drive is written last: until then a map must not call it read. */
function withoutHead(map: RescueMap, headBytes: number): RescueMap {
  if (headBytes === 0) return map;
  const told = new RescueMap(map.sizeBytes, map.ranges());
  for (const { atByte, endByte, state } of map.ranges())
    if (state === '+') told.set(atByte, Math.min(endByte, headBytes), '?');
  return told;
}

/** A map on a disk that is full is lost with the image beside it: where something else is filled, that goes on without. */
function keep(map: { readonly path: string; readonly at: string }, text: string, sinks: Sinks): void {
  if (sinks.isSilentAt(map.path)) return;
  try {
    saveMap(map.at, text, map.path);
  } catch (error) {
    if (!sinks.loseBeside(map.path, asFailure(error))) throw error;
  }
}

/** Where only bad sectors are left, a run without another try would do nothing. */
function retriesOf({ plan, map, triesAgain = isOnlyBad(map) }: AcquireStep): number {
  return plan.retries ?? (triesAgain ? 1 : 0);
}

/** Whether everything that is missing was tried sector by sector. */
export function isOnlyBad({ totals, missingBytes }: RescueMap): boolean {
  return missingBytes > 0 && totals['-'] === missingBytes;
}

function everyTick(listener: () => void): () => void {
  const timer = setInterval(listener, TICK_MS);
  return () => clearInterval(timer);
}

const PASSES = { '?': 'copy', '*': 'trim', '/': 'scrape', '-': 'retry' } as const;

/** What is told of each step. The end is no pass of its own: the last one stands. */
/** @param earlierBytes what was read before this run */
function teller(earlierBytes: number, sectorBytes: number): (progress: AcquireProgress) => RescueFacts {
  let last: Pick<RescueFacts, 'pass' | 'round'> = { pass: 'copy', round: 1 };
  return (progress) => {
    const { phase, pass } = progress;
    if (phase !== '+') last = { pass: PASSES[phase], round: pass };
    return {
      ...last,
      ...told(progress),
      ...(sectorBytes !== 512 && { sectorBytes }),
      ...(earlierBytes > 0 && { earlierBytes }),
    };
  };
}

function told({ atByte, readErrors, map }: AcquireProgress): Omit<RescueFacts, 'pass' | 'round'> {
  const { totals } = map;
  return {
    atByte,
    badBytes: totals['-'],
    suspectBytes: totals['*'] + totals['/'],
    untriedBytes: totals['?'],
    readErrors,
    picture: pictureOf(map),
  };
}
