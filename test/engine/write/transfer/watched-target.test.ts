import { expect, test, vi } from 'vitest';
import type { NoteFact } from '../../../../src/engine/contract/events/events.ts';
import { watchedCalls } from '../../../../src/engine/write/transfer/watched-target.ts';

test('what never answers is said once, given up, and not said to answer again', async () => {
  vi.useFakeTimers();
  try {
    const notes: NoteFact[] = [];
    const { guard, unwatch } = watchedCalls('sdq', {
      nowMs: () => Date.now(),
      onNote: (note) => notes.push(note),
    });
    const gone = expect(guard(new Promise(() => undefined))).rejects.toMatchObject({
      code: 'target-stalled',
    });
    await vi.advanceTimersByTimeAsync(121_000);
    await gone;
    const late = guard(new Promise((resolve) => setTimeout(resolve, 15_000)));
    await vi.advanceTimersByTimeAsync(16_000);
    await late;
    expect(notes.map(({ code }) => code)).toEqual(['stalled', 'stalled', 'answers-again']);
    unwatch();
  } finally {
    vi.useRealTimers();
  }
});
