import { expect, test, vi } from 'vitest';
import type { JobEvent, JobFact } from '../../src/engine/contract/events/events.ts';
import { inBatches } from '../../src/screens/hooks/in-batches.ts';
import { eventOf } from '../words/progress/replay.ts';

const progress = (doneBytes: number): JobEvent =>
  eventOf([doneBytes, { event: 'progress', phase: 'write', doneBytes }]);

test('progress of forty drives is handed on five times a second, in its order, and none of it is lost', () => {
  vi.useFakeTimers();
  const turns: number[] = [];
  const got: JobEvent[] = [];
  const tell = inBatches((event) => {
    got.push(event);
    turns.push(Date.now());
  });
  const sent = Array.from({ length: 400 }, (_, index) => progress(index));
  for (const event of sent) {
    tell(event);
    vi.advanceTimersByTime(2.5);
  }
  vi.advanceTimersByTime(300);
  expect(got).toEqual(sent);
  expect(new Set(turns).size).toBeLessThanOrEqual(6);
  vi.useRealTimers();
});

test('a note or the last word does not wait, and comes behind what was said before it', () => {
  const got: JobFact['event'][] = [];
  const tell = inBatches(({ event }) => got.push(event));
  tell(progress(1));
  expect(got).toEqual([]);
  tell(eventOf([2, { event: 'note', code: 'paused' }]));
  expect(got).toEqual(['progress', 'note']);
});
