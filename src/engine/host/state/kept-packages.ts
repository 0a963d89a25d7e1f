import { dirname, join } from 'node:path';
import { jobsFolder } from './state-folder.ts';

/** Where packages stay that were fetched once, beside the jobs: a folder that is this user's alone. */
export function keptPackagesFolder(): string {
  return join(dirname(jobsFolder()), 'packages');
}
