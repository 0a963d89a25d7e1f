import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ConvertPlan } from '../../contract/plan/plan.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { refuseTaken } from '../../write/targets/publish.ts';

/**
 * Says before a source is opened, which may take long to read, what is in the way of the file that is to be made; in a dry run too.
 *
 * @throws Failure `output-exists`, `output-not-writable`, `usage`
 */
export async function demandOutput({ path, replace }: ConvertPlan['output']): Promise<void> {
  await stat(`${dirname(path)}/.`).catch((error: unknown) => {
    throw outputFailure(error, path);
  });
  await refuseTaken(path, replace);
  await refuseTaken(checksumPathOf(path), replace);
}
