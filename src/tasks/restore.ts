import { restoreNature } from '../engine/contract/plan/kinds/restore.ts';
import { t } from '../words/language.ts';
import { piecesOf } from './build.ts';
import { targetFlags } from './flags.ts';
import { opensDrives } from './needs-root.ts';
import type { Task } from './task.ts';

/** Drives become empty, ordinary ones again. */
export const restore: Task<'restore'> = {
  id: 'restore',
  nature: restoreNature,
  takes: { folder: 'no', image: 'none', receipt: false },
  drives: 'written',
  asks: ['target', 'options', 'confirm'],
  options: ['driveLabel', 'fileSystem', 'clusters'],
  rehearses: 'nothing',
  hasForecast: false,
  confirms: 'names',
  command: { targets: { name: 'drive', takes: 'device', many: true }, flags: targetFlags },
  authors: () => false,
  plan(asked) {
    const { targets = [] } = asked;
    if (targets.length === 0) return undefined;
    return { v: 1, do: 'restore', targets: [...targets], ...piecesOf(asked).plan };
  },
  needsRoot: opensDrives,
  get words() {
    return t().kinds.restore;
  },
};
