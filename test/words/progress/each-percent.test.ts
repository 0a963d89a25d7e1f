import { expect, test } from 'vitest';
import { eachPercent } from '../../../src/words/progress/each-percent.ts';
import { progressLine } from '../../../src/words/progress/plain.ts';
import { MIB, replay, START_MS, type Timed } from './replay.ts';

// Of several drives plain lines had one percent, that of the slowest: nobody heard which one it was.

const phase: Timed = [20, { event: 'phase', phase: 'write', totalBytes: 100 * MIB }];
const at = (target: string, percent: number): Timed => [
  500,
  { event: 'progress', phase: 'write', doneBytes: percent * MIB, target, writtenBytes: percent * MIB },
];

test('each of several drives has its percent, by name', () => {
  const progress = replay([phase, at('sdc', 68), at('sdb', 100)]);
  expect(eachPercent(progress)).toEqual(['sdb 100%', 'sdc 68%']);
  expect(progressLine(progress, START_MS + 600)).toMatch(/: 68%, 68.0 MiB of 100 MiB, sdb 100%, sdc 68%/);
});

test('of one drive nothing is said twice', () => {
  expect(eachPercent(replay([phase, at('sdb', 40)]))).toEqual([]);
});

test('of many those that everybody waits for', () => {
  const many = Array.from({ length: 12 }, (_, index) => at(`sd${'abcdefghijkl'[index]}`, 90 - index));
  const said = eachPercent(replay([phase, ...many]));
  expect(said).toHaveLength(9);
  expect(said[0]).toBe('sde 86%');
  expect(said.at(-1)).toBe('and 4 more, further on');
});
