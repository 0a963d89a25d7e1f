import { scanFolder } from '../../author/tree/scan.ts';
import type { Plan } from '../../contract/plan/plan.ts';

/** A tree with more than this is not read for anybody. */
export const MOST_CLOSED = 100_000;
/** Stands for the folder itself. */
export const ALL_CLOSED = '';

/**
 * What a person may not read in the folder that a plan reads, paths in it (`/a/b`): found with the person's own rights, for a job
 * that is made root for its drives and would read it. Of a closed folder only the folder stands there. What is wrong with the
 * folder itself is found by the job.
 */
export async function closedPathsOf({ source }: Plan): Promise<readonly string[]> {
  if (source?.kind !== 'folder') return [];
  const { followLinks, exclude, oneFileSystem } = source.author;
  const looking = { signal: new AbortController().signal, onEntries: () => undefined };
  const scan = await scanFolder(source.path, { followLinks, exclude, oneFileSystem }, looking).catch(
    () => undefined,
  );
  const closed = (scan?.losses ?? []).filter(({ reason }) => reason === 'unreadable').map(({ path }) => path);
  return closed.length > MOST_CLOSED ? [ALL_CLOSED] : closed;
}
