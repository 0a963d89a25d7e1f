import type { DoneFact } from '../jobs/events.ts';

/** How a job stands, in one or two words. */
export function jobStateText(state: 'running' | 'interrupted' | 'over', done: DoneFact | undefined): string {
  if (state === 'running') return 'running';
  if (state === 'interrupted' || done === undefined) return 'broken off';
  switch (done.outcome) {
    case 'done':
      return 'done';
    case 'done-unverified':
      return 'not proved';
    case 'stopped':
      return 'stopped';
    case 'differs':
      return 'differs';
    case 'failed':
      return 'failed';
  }
}
