import type { JobEvent } from '../../contract/events/events.ts';
import { eventOf, lastWordOf } from '../../contract/events/last-word.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { STOP_UNHEARD_MS } from './stop-watch.ts';

/** The last event of a job that could not say it itself. */
export function deathNotice(job: string, failure: Failure): JobEvent {
  return eventOf(lastWordOf(failure), job, Date.now());
}

export function stopUnheard(job: string): Failure {
  return new Failure('stop-unheard', { job, silentMs: STOP_UNHEARD_MS });
}

/** The job heard a stop. */
export function isStopping(event: JobEvent): boolean {
  return event.event === 'note' && event.code === 'stopping';
}
