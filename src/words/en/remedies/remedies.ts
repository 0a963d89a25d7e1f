import type { Words } from '../../failure-words.ts';
import { drives } from './drives.ts';
import { general } from './general.ts';
import { installers } from './installers.ts';
import { jobs } from './jobs.ts';
import { machine } from './machine.ts';
import { media } from './media.ts';
import { outputs } from './outputs.ts';
import { packages } from './packages.ts';
import { sources } from './sources.ts';
import { targets } from './targets.ts';

/** What is said about each failure. A code without words does not compile. */
export const remedies: Words = {
  ...drives,
  ...general,
  ...installers,
  ...jobs,
  ...machine,
  ...media,
  ...outputs,
  ...packages,
  ...sources,
  ...targets,
};
