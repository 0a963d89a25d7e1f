import { lstat } from 'node:fs/promises';
import { errnoOf } from '../../contract/failure/errno.ts';
import { outputFailure } from '../../host/files/output-failure.ts';

/** Where an image grows, and the map of it. */
export interface RescuePlaces {
  readonly workPath: string;
  readonly mapPath: string;
  /** The image that the map speaks of is there. */
  readonly hasImage: boolean;
}

/**
 * One that is packed in the end grows as it is beside it. With a map of its own an image grows under its own name, as ddrescue's do, and the map says what of it is good. Without one it
 * gets its name at its end, and the map goes when nothing is missing.
 */
export async function rescuePlaces(
  path: string,
  map: string | undefined,
  isPacked: boolean,
): Promise<RescuePlaces> {
  const mapPath = map ?? `${path}.map`;
  const partial = `${path}.partial`;
  const isThere = async (at: string): Promise<boolean> =>
    (await lstat(at).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
      throw outputFailure(error, at);
    })) !== undefined;
  const hasMap = await isThere(mapPath);
  // A packed file has no places to write to.
  if (isPacked) return { workPath: partial, mapPath, hasImage: hasMap && (await isThere(partial)) };
  const hasPartial = map === undefined && (await isThere(partial));
  if (hasMap && hasPartial) return { workPath: partial, mapPath, hasImage: true };
  if (hasMap || map !== undefined) return { workPath: path, mapPath, hasImage: await isThere(path) };
  return { workPath: partial, mapPath, hasImage: false };
}
