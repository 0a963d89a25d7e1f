import { editNature } from '../engine/contract/plan/kinds/edit.ts';
import { t } from '../words/language.ts';
import { authoredSource, piecesOf } from './build.ts';
import { opensDrives } from './needs-root.ts';
import { changesOf } from './options/changes.ts';
import { authorOptionIds } from './options/options.ts';
import type { Task } from './task.ts';

/** An image becomes a new one with other files in it. What is changed is the option `changes`, in the order it is given. */
export const edit: Task<'edit'> = {
  id: 'edit',
  nature: editNature,
  takes: { folder: 'no', image: 'opened', receipt: false },
  drives: 'none',
  asks: ['source', 'look', 'inside', 'output', 'options'],
  options: ['changes', ...authorOptionIds, 'verify', 'receipt'],
  rehearses: 'source',
  hasForecast: true,
  confirms: 'nothing',
  command: { source: { name: 'image', takes: 'image' }, flags: ['remove', 'rename', 'output', 'force'] },
  authors: () => true,
  plan(asked) {
    const source = authoredSource(asked);
    const changes = changesOf(asked.values.changes);
    if (source?.kind !== 'opened-image' || asked.output === undefined || changes.length === 0)
      return undefined;
    const { path, replace } = asked.output;
    return {
      v: 1,
      do: 'edit',
      source,
      changes,
      output: { path, replace },
      verify: true,
      ...piecesOf(asked).plan,
    };
  },
  needsRoot: opensDrives,
  get words() {
    return t().kinds.edit;
  },
};
