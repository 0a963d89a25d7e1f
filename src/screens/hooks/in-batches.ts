import type { JobEvent } from '../../engine/contract/events/events.ts';

/** Quick enough to the eye; each frame costs some milliseconds and half a kilobyte. */
const EVERY_MS = 200;

/**
 * Hands progress on five times a second at most, whatever the number of drives that report: what comes in one turn is
 * drawn once. Anything else a job says is handed on at once, with what came before it.
 */
export function inBatches(hand: (event: JobEvent) => void): (event: JobEvent) => void {
  let waiting: JobEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const events = waiting;
    waiting = [];
    for (const event of events) hand(event);
  };
  return (event) => {
    waiting.push(event);
    if (event.event !== 'progress') flush();
    else timer ??= setTimeout(flush, EVERY_MS);
  };
}
