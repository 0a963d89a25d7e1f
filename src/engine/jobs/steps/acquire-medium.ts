import type { RescueFacts } from '../../contract/events/progress-fact.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { acquire } from '../../read/rescue/acquire.ts';
import type { AcquireEnd, AcquireProgress } from '../../read/rescue/acquisition.ts';
import { mapFileText } from '../../read/rescue/map-file.ts';
import { mapComments, saveMap } from '../../read/rescue/map-store.ts';
import { pictureOf } from '../../read/rescue/picture.ts';
import type { PlanStart } from '../../read/rescue/plan-start.ts';
import type { ReadSums } from '../../read/rescue/read-sums.ts';
import type { RescueMap } from '../../read/rescue/rescue-map.ts';
import { rescueRules } from '../../read/rescue/rules.ts';
import type { JobContext } from './job-context.ts';
import type { MediumHands } from './medium-hands.ts';
import type { RescueOutput } from './rescue-output.ts';

/** How long a drive that went away is waited for; one without a serial could not be told from another. */
const WAIT_MS = 60_000;
const TICK_MS = 200;

export interface Acquired {
  readonly end: AcquireEnd;
  readonly map: RescueMap;
  readonly readErrors: number;
}

export interface AcquireStep {
  readonly plan: ReadPlan;
  readonly medium: Medium;
  readonly hands: MediumHands;
  readonly map: RescueMap;
  readonly start: PlanStart | undefined;
  readonly output: RescueOutput | undefined;
  /** What is read is added to them. */
  readonly sums: ReadSums;
  /** Absent: the map is kept nowhere. */
  readonly mapPath: string | undefined;
  readonly imagePath: string | undefined;
  /** More stands in the output, and in the map. */
  readonly onRead?: () => void;
}

/** Reads a medium into its output; says how it goes. @throws Failure */
export async function acquireMedium(step: AcquireStep, context: JobContext): Promise<Acquired> {
  const { plan, medium, hands, map, start, output, sums, mapPath, imagePath } = step;
  const { clock, signal, gate, onFact } = context;
  const comments = mapComments(medium, imagePath, new Date(clock.nowMs()).toISOString());
  let readErrors = 0;
  const tell = teller();
  onFact({ event: 'phase', phase: 'read', totalBytes: map.sizeBytes });
  const end = await acquire(
    {
      medium,
      map,
      start,
      rules: rescueRules({ ...medium, sizeBytes: map.sizeBytes, retries: retriesOf(plan, map) }),
      sums,
      only: output === undefined,
      waitMs: medium.serial === '' ? 0 : WAIT_MS,
      budget: {
        ms: plan.mostSeconds === undefined ? undefined : plan.mostSeconds * 1000,
        errors: plan.mostErrors,
      },
    },
    {
      takeHand: (now) => hands.take(now, output),
      clock,
      tick: everyTick,
      save: async (kept, status) => {
        const text = mapFileText(kept, status, comments);
        await output?.sync();
        if (mapPath !== undefined) saveMap(mapPath, text);
      },
      signal,
      isPaused: () => gate.isShut,
      onProgress: (progress) => {
        readErrors = progress.readErrors;
        const doneBytes = map.totals['+'];
        onFact({ event: 'progress', phase: 'read', doneBytes, readBytes: doneBytes, rescue: tell(progress) });
      },
      ...(step.onRead && { onRead: step.onRead }),
      onGone: () => onFact({ event: 'note', code: 'medium-gone', path: medium.path }),
    },
  );
  return { end, map, readErrors };
}

/** Where only bad sectors are left, a run without another try would do nothing. */
function retriesOf({ retries }: ReadPlan, { totals, missingBytes }: RescueMap): number {
  return retries ?? (missingBytes > 0 && totals['-'] === missingBytes ? 1 : 0);
}

function everyTick(listener: () => void): () => void {
  const timer = setInterval(listener, TICK_MS);
  return () => clearInterval(timer);
}

const PASSES = { '?': 'copy', '*': 'trim', '/': 'scrape', '-': 'retry' } as const;

/** What is told of each step. The end is no pass of its own: the last one stands. */
function teller(): (progress: AcquireProgress) => RescueFacts {
  let last: Pick<RescueFacts, 'pass' | 'round'> = { pass: 'copy', round: 1 };
  return (progress) => {
    const { phase, pass } = progress;
    if (phase !== '+') last = { pass: PASSES[phase], round: pass };
    return { ...last, ...told(progress) };
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
