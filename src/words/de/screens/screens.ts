import type { Table } from '../../en/table.ts';
import { confirm } from './confirm.ts';
import { drive } from './drive.ts';
import { frame } from './frame.ts';
import { inside } from './inside.ts';
import { jobs } from './jobs.ts';
import { keys } from './keys.ts';
import { lists } from './lists.ts';
import { look } from './look.ts';
import { options } from './options.ts';
import { output } from './output.ts';
import { pages } from './pages.ts';
import { plain } from './plain.ts';
import { run } from './run.ts';
import { source } from './source.ts';
import { summary } from './summary.ts';
import { target } from './target.ts';
import { task } from './task.ts';
import { ways } from './ways.ts';
import { where } from './where.ts';

export const screens: Table['screens'] = {
  confirm,
  drive,
  frame,
  inside,
  jobs,
  keys,
  lists,
  look,
  options,
  output,
  pages,
  plain,
  run,
  source,
  summary,
  target,
  task,
  ways,
  where,
};
