import { mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { jobsFolder } from './state-folder.ts';

/** Where packages stay that were fetched once, beside the jobs: a folder that is this user's alone. */
export function keptPackagesFolder(): string {
  return join(dirname(jobsFolder()), 'packages');
}

/** A new folder for hundreds of megabytes that are gone afterwards: the temporary one is often memory. */
export function largeScratchFolder(): Promise<string> {
  return mkdtemp(join(dirname(jobsFolder()), 'scratch-'));
}
