import { t } from '../words/language.ts';
import type { Entry } from './task.ts';

/** An image or a drive is looked into, and files are taken out of it. Where files in it are changed, that is the task `edit`. */
export const look: Entry = {
  id: 'look',
  takes: { folder: 'no', image: 'any', receipt: false, medium: true },
  drives: 'none',
  asks: ['source', 'look', 'inside'],
  options: [],
  get words() {
    return t().kinds.look;
  },
};
