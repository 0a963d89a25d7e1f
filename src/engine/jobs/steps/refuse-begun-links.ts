import { lstat, realpath } from 'node:fs/promises';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { RescuePlaces } from './rescue-places.ts';

/**
 * An image is gone on with in its own place, and a map is replaced as a whole: through a link the one would be another file, and the other
 * would take the place of the link. A link that whoever owns the folder has put there would lead anywhere.
 *
 * @throws Failure `usage`: the files the links lead to have to be named
 */
export async function refuseBegunLinks(
  path: string,
  { workPath, mapPath }: Pick<RescuePlaces, 'workPath' | 'mapPath'>,
): Promise<void> {
  if (!(await isThere(mapPath))) return;
  for (const link of new Set([mapPath, workPath, path])) {
    const target = await targetOf(link);
    if (target !== undefined) throw usageRefused({ reason: 'output-is-link', path: link, target });
  }
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Undefined for what is no link. One that leads nowhere is named itself. */
async function targetOf(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isSymbolicLink() ? realpath(path).catch(() => path) : undefined;
}
