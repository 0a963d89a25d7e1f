import type { Table } from '../../en/table.ts';
import { discs } from './discs.ts';
import { drives } from './drives.ts';
import { general } from './general.ts';
import { installers } from './installers.ts';
import { jobs } from './jobs.ts';
import { machine } from './machine.ts';
import { media } from './media.ts';
import { mounts } from './mounts.ts';
import { outputs } from './outputs.ts';
import { packages } from './packages.ts';
import { sources } from './sources.ts';
import { targets } from './targets.ts';

export const remedies: Table['remedies'] = {
  ...discs,
  ...drives,
  ...general,
  ...installers,
  ...jobs,
  ...machine,
  ...media,
  ...mounts,
  ...outputs,
  ...packages,
  ...sources,
  ...targets,
};
