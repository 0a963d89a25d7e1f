import { recoveryNature } from '../engine/contract/plan/kinds/recovery.ts';
import { t } from '../words/language.ts';
import { piecesOf } from './build.ts';
import { opensDrives } from './needs-root.ts';
import type { Task } from './task.ts';

/** An image that starts this program on any computer. */
export const recovery: Task<'recovery'> = {
  id: 'recovery',
  nature: recoveryNature,
  takes: { folder: 'no', image: 'none', receipt: false },
  drives: 'none',
  asks: ['output', 'options'],
  options: ['packages', 'mirror', 'suite', 'lock', 'extras', 'node', 'level', 'recoveryTime'],
  rehearses: 'needs',
  hasForecast: false,
  confirms: 'nothing',
  command: {
    flags: ['output', 'force', 'onto', 'expectSerial', 'expectSize', 'fileTarget', 'unmount', 'yes'],
  },
  authors: () => false,
  plan(asked) {
    if (asked.output === undefined) return undefined;
    const { path, replace } = asked.output;
    const time = { fixedTime: asked.madeAt };
    return { v: 1, do: 'recovery', output: { path, replace }, ...time, ...piecesOf(asked).plan };
  },
  needsRoot: opensDrives,
  get words() {
    return t().kinds.recovery;
  },
};
