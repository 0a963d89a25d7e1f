import type { JobEvent } from '../../engine/jobs/events.ts';

/** As often as a screen is drawn at all. */
const EVERY_MS = 100;

/**
 * Hands progress on ten times a second at most, whatever the number of drives that report: what comes in one turn is
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
