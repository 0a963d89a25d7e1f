import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JobFact } from '../../../src/engine/contract/events/events.ts';
import type { Phase } from '../../../src/engine/contract/events/progress-fact.ts';
import type { Plan } from '../../../src/engine/contract/plan/plan.ts';
import { figuresAt } from '../../../src/words/progress/figures.ts';
import { foldEvent } from '../../../src/words/progress/fold.ts';
import { sectorMap } from '../../../src/words/progress/sector-map.ts';
import { sparkLevels } from '../../../src/words/progress/sparkline.ts';
import { noProgress, type Progress } from '../../../src/words/progress/state.ts';
import { eventOf, MIB, replay, START_MS, type Timed, writeFacts } from './replay.ts';

const plan: Plan = {
  v: 1,
  do: 'write',
  source: { kind: 'image', path: '/d.iso' },
  targets: [{ kind: 'drive', path: '/dev/sdb', expect: {} }],
  verify: true,
};
const sizeBytes = 600 * MIB;
const script = { plan, sizeBytes, target: 'sdb', steps: [40 * MIB] };

describe('a write of 600 MiB at 80 MiB/s, to be verified', () => {
  const halfway = replay(writeFacts(script, 4_000));
  const figures = figuresAt(halfway, START_MS + 4_000);

  test('is a quarter done when half is written, because it will be read back', () => {
    expect(halfway.counters.writtenBytes).toBe(320 * MIB);
    expect(figures.fraction).toBeCloseTo(320 / 1200, 3);
  });

  test('knows its speed and what limits it', () => {
    expect(figures.rateNow).toBeCloseTo(80 * MIB, -6);
    expect(figures.rateLowest).toBeGreaterThan(70 * MIB);
    expect(figures.limitedBy).toBe('target');
  });

  test('guesses the time left from the bytes to write and to read back', () => {
    expect(figures.leftMs).toBeGreaterThan(9_000);
    expect(figures.leftMs).toBeLessThan(13_000);
  });

  test('is stalled when no counter has grown for five seconds, and then guesses nothing', () => {
    expect(figuresAt(halfway, START_MS + 8_900).stalledMs).toBeUndefined();
    const stalled = figuresAt(halfway, START_MS + 9_000);
    expect(stalled.stalledMs).toBe(5_000);
    expect(stalled.leftMs).toBeUndefined();
  });

  test('is not stalled while it is paused, and the pause is in no rate', () => {
    const paused = replay([[4_100, { event: 'note', code: 'paused' }]], halfway);
    expect(figuresAt(paused, START_MS + 60_000).stalledMs).toBeUndefined();
    const after = replay(
      [
        [64_100, { event: 'note', code: 'resumed' }],
        [64_500, { event: 'progress', phase: 'write', doneBytes: 360 * MIB, target: 'sdb' }],
      ],
      paused,
    );
    const figuresAfter = figuresAt(after, START_MS + 64_500);
    expect(figuresAfter.rateLowest).toBeGreaterThan(70 * MIB);
    expect(figuresAfter.rateAverage).toBeGreaterThan(70 * MIB);
  });

  test('shows its sectors as media, busy and left', () => {
    const map = sectorMap(halfway, 60).join(' ');
    expect(map).toMatch(/^(media ){29}(busy ){4}(left ?)+$/);
  });

  test('shows of a target what that one has got, and nothing of one that has said nothing yet', () => {
    expect(sectorMap(halfway, 60, 'sdb').filter((cell) => cell === 'media')).toHaveLength(29);
    expect(new Set(sectorMap(halfway, 60, 'sdc'))).toEqual(new Set(['left']));
  });

  test('shows a bad range wherever it is', () => {
    const bad = replay(
      [[4_200, { event: 'bad', target: 'sdb', atByte: 599 * MIB, lengthBytes: 512 }]],
      halfway,
    );
    expect(sectorMap(bad, 60, 'sdb').at(-1)).toBe('bad');
    expect(sectorMap(bad, 60, 'sdc').at(-1)).toBe('left');
  });
});

test('a flush that takes twenty seconds is no stall', () => {
  const flushing = replay([...writeFacts(script, 60_000), [20_000, { event: 'phase', phase: 'flush' }]]);
  expect(figuresAt(flushing, START_MS + 40_000).stalledMs).toBeUndefined();
  expect(figuresAt(flushing, START_MS + 51_000).stalledMs).toBe(31_000);
});

test('the sparkline is scaled to the fastest shown', () => {
  const samples = [10, 5, 0, 10].map((rate) => ({
    atMs: 0,
    spanMs: 1000,
    doneBytes: 0,
    bytesPerSecond: rate,
  }));
  expect(sparkLevels(samples, 3, 8)).toEqual([4, 0, 7]);
  expect(sparkLevels([], 3, 8)).toEqual([]);
});

const phases: readonly Phase[] = ['plan', 'read', 'write', 'flush', 'verify', 'finish'];
const bytes = fc.integer({ min: 0, max: 2 * sizeBytes });
const anyFact: fc.Arbitrary<JobFact> = fc.oneof(
  fc.record({
    event: fc.constant('phase' as const),
    phase: fc.constantFrom(...phases),
    totalBytes: fc.constant(sizeBytes),
  }),
  fc.record({
    event: fc.constant('progress' as const),
    phase: fc.constantFrom(...phases),
    doneBytes: bytes,
    readBytes: bytes,
    writtenBytes: bytes,
    onMediaBytes: bytes,
    verifiedBytes: bytes,
  }),
  fc.constantFrom<JobFact>({ event: 'note', code: 'paused' }, { event: 'note', code: 'resumed' }),
  fc.record({ event: fc.constant('bad' as const), atByte: bytes, lengthBytes: bytes }),
);
const anyTimed: fc.Arbitrary<Timed[]> = fc.array(fc.tuple(fc.integer({ min: 0, max: 100_000 }), anyFact), {
  maxLength: 40,
});

const counterNames = ['readBytes', 'writtenBytes', 'onMediaBytes', 'verifiedBytes'] as const;

function expectGrowth(before: Progress, after: Progress): void {
  for (const name of counterNames) expect(after.counters[name]).toBeGreaterThanOrEqual(before.counters[name]);
}

function expectSense(progress: Progress): void {
  const figures = figuresAt(progress, progress.lastEventAtMs + 50);
  expect(figures.fraction).toBeLessThan(1);
  const numbers = Object.values(figures).filter((value) => typeof value === 'number');
  expect(numbers.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  expect(sectorMap(progress, 50)).toHaveLength(50);
}

test('whatever a job says, counters only grow, nothing passes 100 % and no figure is nonsense', () => {
  fc.assert(
    fc.property(anyTimed, (timed) => {
      let before: Progress = noProgress(START_MS);
      for (const event of [[0, { event: 'plan', plan }] as Timed, ...timed].map(eventOf)) {
        const after = foldEvent(before, event);
        expectGrowth(before, after);
        expectSense(after);
        before = after;
      }
    }),
    { numRuns: 200 },
  );
});
