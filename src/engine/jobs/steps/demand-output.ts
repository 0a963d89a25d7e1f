import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { outputFailure } from '../../host/files/output-failure.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { refuseTaken } from '../../write/targets/publish.ts';
import { partNumberOf } from '../../write/targets/split-output.ts';

/** What makes a file, or parts of one. */
interface MakingPlan {
  readonly output: { readonly path: string; readonly replace: boolean };
  readonly splitBytes?: number | undefined;
}

/**
 * Says before a source is opened, which may take long to read, that a folder takes no file, and what is in the way of the file that is to be made, or of its parts; in a
 * dry run too.
 *
 * @throws Failure `output-exists`, `output-not-writable`, `usage`
 */
export async function demandOutput(plan: MakingPlan): Promise<void> {
  const { path, replace } = plan.output;
  const folder = dirname(path);
  const refuse = (error: unknown): never => {
    throw outputFailure(error, path);
  };
  await stat(`${folder}/.`).catch(refuse);
  await access(folder, constants.W_OK).catch(refuse);
  for (const one of await replacedBy(plan)) await refuseTaken(one, replace);
}

/** Names that are given to what is made, and the ones of parts that are there. */
export async function replacedBy({ output: { path }, splitBytes }: MakingPlan): Promise<string[]> {
  const checksum = checksumPathOf(path);
  if (splitBytes === undefined) return [path, checksum];
  const names = await readdir(dirname(path)).catch(() => []);
  const parts = names.filter((name) => partNumberOf(name, basename(path)) !== undefined);
  return [...parts.map((name) => join(dirname(path), name)), checksum];
}
