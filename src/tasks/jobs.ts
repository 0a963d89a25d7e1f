import { t } from '../words/language.ts';
import type { Entry } from './task.ts';

/** Earlier jobs: what is done with one is a task of its own. */
export const jobs: Entry = {
  id: 'jobs',
  takes: { folder: 'no', image: 'none', receipt: false },
  drives: 'none',
  asks: ['jobs'],
  options: [],
  get words() {
    return t().kinds.jobs;
  },
};
