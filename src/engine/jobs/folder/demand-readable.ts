import { accessSync, constants, statSync } from 'node:fs';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { Plan } from '../../contract/plan/plan.ts';
import { isLocal } from '../../contract/plan/source-path.ts';
import { readPaths } from './confirm-files.ts';

/**
 * A job that is made root for its drives reads files and folders too: those that the person may not read themselves are not read
 * for them. Devices are what root is asked for.
 *
 * @throws Failure `source-unreadable`
 */
export function demandReadable(plan: Plan): void {
  for (const path of readPaths(plan).filter(isLocal)) {
    try {
      if (!isDevice(path)) accessSync(path, constants.R_OK);
    } catch (cause) {
      // What is not there is found by the job, which knows what it is for.
      if (errnoOf(cause) === 'EACCES')
        throw new Failure('source-unreadable', { path, errno: 'EACCES' }, { cause });
    }
  }
}

function isDevice(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isBlockDevice() ?? false;
}
