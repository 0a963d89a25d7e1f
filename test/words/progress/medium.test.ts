import { describe, expect, test } from 'vitest';
import type { RescueFacts } from '../../../src/engine/contract/events/progress-fact.ts';
import { tasks } from '../../../src/tasks/tasks.ts';
import { figuresAt } from '../../../src/words/progress/figures.ts';
import { type MediumCell, mediumMap } from '../../../src/words/progress/medium-map.ts';
import { plainStart, plainStep } from '../../../src/words/progress/plain.ts';
import { eventOf, MIB, replay, START_MS, type Timed } from './replay.ts';

const sizeBytes = 128 * MIB;
const facts = (more: Partial<RescueFacts>): RescueFacts => ({
  pass: 'copy',
  round: 1,
  atByte: 0,
  badBytes: 0,
  suspectBytes: 0,
  untriedBytes: sizeBytes,
  readErrors: 0,
  picture: '?'.repeat(128),
  ...more,
});
const phase: Timed = [0, { event: 'phase', phase: 'read', totalBytes: sizeBytes }];
const at = (afterMs: number, doneBytes: number, more: Partial<RescueFacts>): Timed => [
  afterMs,
  { event: 'progress', phase: 'read', doneBytes, readBytes: doneBytes, rescue: facts(more) },
];
/** How many cells there are of each kind. */
function counted(cells: readonly MediumCell[]): Partial<Record<MediumCell, number>> {
  const counts: Partial<Record<MediumCell, number>> = {};
  for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1;
  return counts;
}

describe('the map of a medium', () => {
  const picture = `${'+'.repeat(20)}${'?'.repeat(10)}*+/-${'+'.repeat(6)}`.padEnd(128, '?');

  test('tells what was left behind as slow, and what was not reached yet as left', () => {
    const progress = replay([phase, at(1_000, 27 * MIB, { atByte: 40 * MIB, picture })]);
    const cells = mediumMap(progress, 128);
    expect(counted(cells)).toEqual({ read: 27, slow: 10, failed: 2, bad: 1, here: 1, left: 87 });
    expect(cells[40]).toBe('here');
    expect(cells[25]).toBe('slow');
  });

  test('does not call slow what was sent for and has not come yet', () => {
    const none = replay([phase, at(1_000, 0, { atByte: 38 * MIB })]);
    expect(counted(mediumMap(none, 128))).toEqual({ left: 127, here: 1 });
    const some = replay([phase, at(1_000, 4 * MIB, { atByte: 38 * MIB, picture: '++++'.padEnd(128, '?') })]);
    expect(counted(mediumMap(some, 128)).slow).toBeUndefined();
  });

  test('shows the worst of what a cell stands for: one bad part is never lost, however few cells there are', () => {
    const progress = replay([phase, at(1_000, 100 * MIB, { pass: 'scrape', atByte: sizeBytes, picture })]);
    for (const count of [1, 2, 7, 38, 64, 100, 128, 156, 300]) {
      const cells = mediumMap(progress, count);
      expect(cells).toHaveLength(count);
      expect(cells, String(count)).toContain('bad');
    }
  });

  test('says once the first pass is over that all that was not tried is slow', () => {
    const progress = replay([
      phase,
      at(1_000, 27 * MIB, { atByte: 127 * MIB, picture }),
      at(2_000, 27 * MIB, { round: 2, atByte: 100 * MIB, picture }),
    ]);
    expect(counted(mediumMap(progress, 128)).left).toBeUndefined();
  });

  test('is proved from the front while the image is read back', () => {
    const progress = replay([
      phase,
      at(1_000, sizeBytes, { atByte: sizeBytes, picture: '+'.repeat(128) }),
      [2_000, { event: 'phase', phase: 'verify', totalBytes: sizeBytes }],
      [2_500, { event: 'progress', phase: 'verify', doneBytes: 32 * MIB }],
    ]);
    expect(counted(mediumMap(progress, 128))).toEqual({ proved: 32, read: 96 });
  });

  test('is empty before anything was said', () => {
    expect(counted(mediumMap(replay([phase]), 40))).toEqual({ left: 40 });
  });
});

test('a drive that only fails is no stall while it is tried, and nobody guesses how long that takes', () => {
  const tries = [1, 2, 3, 4, 5, 6, 7].map((second) =>
    at(second * 2_000, 4 * MIB, { pass: 'scrape', atByte: second * 512, readErrors: second }),
  );
  const progress = replay([phase, at(500, 4 * MIB, {}), ...tries]);
  const figures = figuresAt(progress, START_MS + 15_000);
  expect(figures.stalledMs).toBeUndefined();
  expect(figures.leftMs).toBeUndefined();
  expect(figuresAt(progress, START_MS + 30_000).stalledMs).toBeGreaterThan(5_000);
});

test('a medium that is saved is half done when all of it was read', () => {
  const plan = {
    v: 1 as const,
    do: 'read' as const,
    source: { kind: 'medium' as const, path: '/dev/sdb' },
    output: { path: '/x.img', replace: false },
  };
  const read = [phase, at(1_000, sizeBytes, { untriedBytes: 0 })];
  expect(figuresAt(replay([[0, { event: 'plan', plan }], ...read]), START_MS).fraction).toBe(0.5);
  const { output: _, ...rest } = plan;
  const scan: Timed = [0, { event: 'plan', plan: { ...rest, scan: true } }];
  expect(figuresAt(replay([scan, ...read]), START_MS).fraction).toBe(0.99);
});

test('a failing medium is told in plain lines: each pass, and what is missing so far', () => {
  let state = plainStart(START_MS, tasks.read);
  const lines = [
    phase,
    at(1_000, 64 * MIB, { atByte: 64 * MIB, suspectBytes: 65_536, readErrors: 1 }),
    at(1_100, 64 * MIB, { atByte: 65 * MIB, suspectBytes: 65_536, readErrors: 2 }),
    at(2_000, 120 * MIB, { pass: 'trim', suspectBytes: 65_536, readErrors: 2 }),
    at(2_100, 120 * MIB, { pass: 'scrape', badBytes: 512, suspectBytes: 4096, readErrors: 3 }),
    at(2_200, 120 * MIB, { pass: 'scrape', badBytes: 1024, suspectBytes: 2048, readErrors: 4 }),
  ].flatMap((timed) => {
    const step = plainStep(state, eventOf(timed));
    state = step.state;
    return step.lines;
  });
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/^reading the easy parts, pass 1: 50%, .*64\.0 KiB failed, read errors: 1$/),
    expect.stringMatching(/^reading the edges of what failed: 93%, .*read errors: 2$/),
    expect.stringMatching(
      /^reading what failed, sector by sector: 93%, .*512 B bad, .* failed, read errors: 3$/,
    ),
  ]);
});
