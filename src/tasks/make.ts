import { makeNature } from '../engine/contract/plan/kinds/make.ts';
import { t } from '../words/language.ts';
import { authoredSource, piecesOf } from './build.ts';
import { opensDrives } from './needs-root.ts';
import { authorOptionIds } from './options/options.ts';
import type { Task } from './task.ts';

/** Files become an image in a file. */
export const make: Task<'make'> = {
  id: 'make',
  nature: makeNature,
  takes: { folder: 'yes', image: 'opened', receipt: false },
  drives: 'none',
  asks: ['source', 'output', 'options'],
  options: [...authorOptionIds, 'verify', 'receipt'],
  rehearses: 'source',
  hasForecast: true,
  confirms: 'nothing',
  command: { source: { name: 'source', takes: 'folder' }, flags: ['output', 'force'] },
  authors: () => true,
  plan(asked) {
    const source = authoredSource(asked);
    if (source === undefined || asked.output === undefined) return undefined;
    const { path, replace } = asked.output;
    return { v: 1, do: 'make', source, output: { path, replace }, verify: true, ...piecesOf(asked).plan };
  },
  needsRoot: opensDrives,
  get words() {
    return t().kinds.make;
  },
};
