import { undoNature } from '../engine/contract/plan/kinds/undo.ts';
import { targetsOf } from '../engine/contract/plan/parts.ts';
import { t } from '../words/language.ts';
import { piecesOf } from './build.ts';
import { opensDrives } from './needs-root.ts';
import type { Task } from './task.ts';

/** What an earlier job kept of its drives is put back. */
export const undo: Task<'undo'> = {
  id: 'undo',
  nature: undoNature,
  takes: { folder: 'no', image: 'none', receipt: false },
  drives: 'none',
  asks: ['jobs', 'confirm'],
  options: ['partly'],
  rehearses: 'kept',
  hasForecast: true,
  confirms: 'word',
  command: { job: { name: 'job', takes: 'job' }, flags: ['yesUndo'] },
  authors: () => false,
  plan(asked) {
    if (asked.job === undefined) return undefined;
    const { id, targets } = asked.job;
    return { v: 1, do: 'undo', job: id, partly: false, targets: [...targets], ...piecesOf(asked).plan };
  },
  // A job this user cannot look into is root's, and so are its drives.
  needsRoot: (plan) => targetsOf(plan).length === 0 || opensDrives(plan),
  get words() {
    return t().kinds.undo;
  },
};
