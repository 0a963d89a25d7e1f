import type { JobEvent } from '../../engine/contract/events/events.ts';
import { eventOf, lastWordOf } from '../../engine/contract/events/last-word.ts';
import { asFailure } from '../../engine/contract/failure/failure.ts';

/** The last word of a job that could not begin, in the form every job's last word has. */
export function neverBegan(error: unknown, atMs: number): JobEvent {
  return eventOf(lastWordOf(asFailure(error)), '', atMs);
}
