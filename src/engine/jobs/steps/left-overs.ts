import { readdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openOutputFolder } from '../../write/targets/output-folder.ts';
import { JOB_ID } from '../folder/job-id.ts';
import { storedJob } from '../folder/job-store.ts';
import type { JobContext } from './job-context.ts';

const ID_LETTERS = '20261122-114502-k3f9'.length;
const ENDS = ['.sha256.part', '.part'];

/**
 * Removes what jobs that were killed left in the folder of an output: `.NAME.JOB.part`, of jobs of this user that do not run and
 * that were to make something there. Each is told. What cannot be removed is left; nothing fails for it.
 */
export async function removeLeftOvers(
  path: string,
  { files, onFact }: Pick<JobContext, 'files' | 'onFact'>,
): Promise<void> {
  const folder = dirname(path);
  // A folder that cannot be opened is reported by whoever makes something in it.
  const opened = await openOutputFolder(folder, { path, files }).catch(() => undefined);
  try {
    const names = opened ? await readdir(opened.at).catch(() => []) : [];
    for (const name of names) {
      if (!opened || !isLeftBy(jobIn(name), folder)) continue;
      const isGone = await unlink(join(opened.at, name)).then(
        () => true,
        () => false,
      );
      if (isGone) onFact({ event: 'note', code: 'left-over-removed', path: join(folder, name) });
    }
  } finally {
    await opened?.close();
  }
}

/** The job in the name of an unfinished file; undefined for any other name. */
export function jobIn(name: string): string | undefined {
  const end = ENDS.find((one) => name.endsWith(one));
  if (end === undefined || !name.startsWith('.')) return undefined;
  const stem = name.slice(0, -end.length);
  const id = stem.slice(-ID_LETTERS);
  return stem.length > ID_LETTERS + 1 && stem.at(-ID_LETTERS - 1) === '.' && JOB_ID.test(id) ? id : undefined;
}

function isLeftBy(id: string | undefined, folder: string): boolean {
  const job = id === undefined ? undefined : storedJob(id);
  return job !== undefined && job.state !== 'running' && dirname(job.plan.output?.path ?? '') === folder;
}
