import { expect, test } from 'vitest';
import type { JobFact } from '../../../src/engine/contract/events/events.ts';
import type { Plan } from '../../../src/engine/contract/plan/plan.ts';
import { figuresAt } from '../../../src/words/progress/figures.ts';
import { progressLine } from '../../../src/words/progress/plain.ts';
import { noProgress } from '../../../src/words/progress/state.ts';
import { MIB, replay, START_MS, type Timed } from './replay.ts';

const planFor = (...names: readonly string[]): Plan => ({
  v: 1,
  do: 'write',
  source: { kind: 'image', path: '/d.iso' },
  targets: names.map((name) => ({ kind: 'drive', path: `/dev/${name}`, expect: {} })),
  verify: true,
});

const HOUR_MS = 3_600_000;
const sizeBytes = 600 * MIB;

const written = (afterMs: number, target: string, doneBytes: number): Timed => {
  const fact: JobFact = { event: 'progress', phase: 'write', doneBytes, target, writtenBytes: doneBytes };
  return [afterMs, fact];
};

const begun = (...names: readonly string[]): Timed[] => [
  [0, { event: 'plan', plan: planFor(...names) }],
  [0, { event: 'phase', phase: 'write', totalBytes: sizeBytes }],
];

/** A slow drive: 20 MiB in one gulp each four seconds, told twice a second. */
const gulps = (forMs: number): Timed[] => [
  ...begun('sdb'),
  ...Array.from({ length: forMs / 500 }, (_, index) => (index + 1) * 500).map((afterMs) =>
    written(afterMs, 'sdb', Math.floor(afterMs / 4_000) * 20 * MIB),
  ),
];

test('who attaches after an hour sees the hour as elapsed, and the speed of the job', () => {
  const history: Timed[] = [...begun('sdb'), written(HOUR_MS, 'sdb', 360 * MIB)];
  const figures = figuresAt(replay(history, noProgress(START_MS + HOUR_MS + 50)), START_MS + HOUR_MS + 100);
  expect(figures.elapsedMs).toBe(HOUR_MS + 100);
  expect(figures.rateAverage).toBeCloseTo(0.1 * MIB, -3);
  expect(figures.rateNow).toBeCloseTo(0.1 * MIB, -3);
});

test('a drive that takes its bytes in gulps was never at 0 B/s', () => {
  const { rateLowest } = figuresAt(replay(gulps(60_000)), START_MS + 60_000);
  expect(rateLowest).toBeGreaterThan(3 * MIB);
});

test('a slow drive at one speed is not faster now than on average', () => {
  const progress = replay(gulps(60_000));
  const { rateNow = 0, rateAverage = 0 } = figuresAt(progress, START_MS + 64_000);
  expect(rateAverage).toBeCloseTo(5 * MIB, -5);
  expect(rateNow).toBeLessThanOrEqual(rateAverage);
});

test('the time left of a drive that takes its bytes in gulps goes down and does not jump', () => {
  const leftAt = (atMs: number) => figuresAt(replay(gulps(atMs)), START_MS + atMs).leftMs ?? 0;
  const lefts = Array.from({ length: 40 }, (_, index) => leftAt(60_000 + index * 500));
  const jumps = lefts.slice(1).map((left, index) => Math.abs(left - (lefts[index] ?? 0)));
  // 1200 MiB to move at 5 MiB/s: each gulp is 4 s of work, and a guess may be wrong by a few more.
  expect(Math.max(...jumps)).toBeLessThan(40_000);
  expect(Math.max(...lefts)).toBeLessThan(1.25 * Math.min(...lefts));
});

test('while one drive is at 68 % nothing says that 100 % are done', () => {
  const both = [...begun('sdb', 'sdc'), written(9_000, 'sdb', sizeBytes), written(9_000, 'sdc', 408 * MIB)];
  const progress = replay(both);
  expect(progressLine(progress, START_MS + 9_000)).toContain('68%, 408 MiB of 600 MiB');
  expect(figuresAt(progress, START_MS + 9_000).fraction).toBeCloseTo(0.34, 3);
  const after = replay([written(9_500, 'sdb', sizeBytes), written(9_500, 'sdc', 430 * MIB)], progress);
  expect(figuresAt(after, START_MS + 9_500).rateNow).toBeGreaterThan(40 * MIB);
});

test('a drive that was given up keeps the others from no percent', () => {
  const progress = replay([
    ...begun('sdb', 'sdc'),
    written(1_000, 'sdb', 60 * MIB),
    written(1_000, 'sdc', 6 * MIB),
    written(9_000, 'sdb', 540 * MIB),
  ]);
  expect(progressLine(progress, START_MS + 9_000)).toContain('90%, 540 MiB');
});

test('a drive that has taken nothing for twelve seconds is not shown at the speed it had', () => {
  const { rateNow, stalledMs } = figuresAt(replay(gulps(20_000)), START_MS + 32_000);
  expect({ rateNow, stalledMs }).toEqual({ rateNow: 0, stalledMs: 12_000 });
});

/** A medium of which an earlier run had read a half, at 1 MiB a second now. */
const goneOn = (forMs: number, earlierBytes: number | undefined): Timed[] => {
  const rescue = {
    pass: 'copy' as const,
    round: 1,
    atByte: 0,
    badBytes: 0,
    suspectBytes: 0,
    untriedBytes: 0,
    readErrors: 0,
    picture: '?'.repeat(128),
    ...(earlierBytes !== undefined && { earlierBytes }),
  };
  return [
    [0, { event: 'phase', phase: 'read', totalBytes: sizeBytes }],
    ...Array.from({ length: forMs / 500 }, (_, index): Timed => {
      const afterMs = (index + 1) * 500;
      const doneBytes = 300 * MIB + (afterMs / 1000) * MIB;
      return [afterMs, { event: 'progress', phase: 'read', doneBytes, readBytes: doneBytes, rescue }];
    }),
  ];
};

test('what an earlier run had read is no part of the speed of the one that continues it, nor of the time left', () => {
  const { rateNow, rateAverage, rateLowest, leftMs } = figuresAt(
    replay(goneOn(10_000, 300 * MIB)),
    START_MS + 10_000,
  );
  for (const rate of [rateNow, rateAverage, rateLowest]) expect(rate).toBeCloseTo(MIB, -4);
  expect(leftMs).toBeCloseTo(290_000, -4);
  // Without being told, the first gulp would be all of it.
  expect(figuresAt(replay(goneOn(10_000, undefined)), START_MS + 10_000).rateAverage).toBeGreaterThan(
    20 * MIB,
  );
});
