import type { JobEvent } from '../../contract/events/events.ts';
import { present } from '../../contract/failure/present.ts';

/**
 * What a job has said so far, for viewers that come late. Stale counters are left out: of the progress of one phase and
 * target only the last is kept, so it stays small however long the job runs.
 */
export class EventHistory {
  readonly #events: JobEvent[] = [];

  get events(): readonly JobEvent[] {
    return this.#events;
  }

  add(event: JobEvent): void {
    if (event.event === 'progress') this.#forgetOlder(event);
    this.#events.push(event);
  }

  #forgetOlder(event: Extract<JobEvent, { event: 'progress' }>): void {
    for (let index = this.#events.length - 1; index >= 0; index--) {
      const older = present(this.#events[index]);
      if (older.event === 'phase') return;
      if (older.event === 'progress' && older.phase === event.phase && older.target === event.target) {
        this.#events.splice(index, 1);
        return;
      }
    }
  }
}
