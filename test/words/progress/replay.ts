import type { JobEvent, JobFact } from '../../../src/engine/contract/events/events.ts';
import type { ProgressFact } from '../../../src/engine/contract/events/progress-fact.ts';
import type { Plan } from '../../../src/engine/contract/plan/plan.ts';
import { foldEvent } from '../../../src/words/progress/fold.ts';
import { noProgress, type Progress } from '../../../src/words/progress/state.ts';

/** Where all recorded jobs begin. */
export const START_MS = Date.parse('2026-11-22T10:00:00.000Z');
export const MIB = 2 ** 20;

/** One fact at a time after the start. */
export type Timed = readonly [afterMs: number, fact: JobFact];

export function eventOf([afterMs, fact]: Timed): JobEvent {
  return { v: 1, job: '7f3a', at: new Date(START_MS + afterMs).toISOString(), ...fact };
}

export function replay(timed: readonly Timed[], from: Progress = noProgress(START_MS)): Progress {
  return timed.map(eventOf).reduce(foldEvent, from);
}

export interface WriteScript {
  readonly plan: Plan;
  readonly sizeBytes: number;
  readonly target: string;
  /** Bytes each 500 ms; the last one repeats. */
  readonly steps: readonly number[];
}

/** Facts of a write that goes on for `forMs`, or until all bytes are written. */
export function writeFacts({ plan, sizeBytes, target, steps }: WriteScript, forMs: number): Timed[] {
  const timed: Timed[] = [
    [0, { event: 'plan', plan }],
    [10, { event: 'note', code: 'job-folder', path: '/root/.local/state/isowright/jobs/7f3a' }],
    [20, { event: 'phase', phase: 'write', totalBytes: sizeBytes }],
  ];
  let doneBytes = 0;
  for (let afterMs = 500, step = 0; afterMs <= forMs && doneBytes < sizeBytes; afterMs += 500, step += 1) {
    doneBytes = Math.min(sizeBytes, doneBytes + (steps[Math.min(step, steps.length - 1)] ?? MIB));
    timed.push([afterMs, writeProgress({ doneBytes, sizeBytes, target, afterMs })]);
  }
  return timed;
}

const SHA256 = '9f2c41d07be86a5512d3c4ffa01be9934ddc72e1b0a95f36e8d7461025cbaf38';

function writeProgress(at: {
  doneBytes: number;
  sizeBytes: number;
  target: string;
  afterMs: number;
}): ProgressFact {
  return {
    event: 'progress',
    phase: 'write',
    doneBytes: at.doneBytes,
    target: at.target,
    readBytes: Math.min(at.sizeBytes, at.doneBytes + 8 * MIB),
    writtenBytes: at.doneBytes,
    onMediaBytes: Math.max(0, at.doneBytes - 24 * MIB),
    verifiedBytes: 0,
    waitedMs: { source: at.afterMs / 20, hash: 0, target: at.afterMs * 0.9 },
    ...(at.doneBytes === at.sizeBytes && { sha256: SHA256 }),
  };
}
