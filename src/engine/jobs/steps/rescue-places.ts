import { lstat } from 'node:fs/promises';
import { errnoOf } from '../../contract/failure/errno.ts';
import { outputFailure } from '../../host/files/output-failure.ts';

/** Where an image grows, and the map of it. */
export interface RescuePlaces {
  readonly workPath: string;
  readonly mapPath: string;
  /** Length of the image that the map speaks of; undefined: there is none. */
  readonly imageBytes: number | undefined;
}

/**
 * One that is packed in the end grows as it is beside it. With a map of its own an image grows under its own name, as ddrescue's do, and
 * the map says what of it is good. Without one it gets its name at its end, and the map goes when nothing is missing.
 */
export async function rescuePlaces(
  path: string,
  map: string | undefined,
  isPacked: boolean,
): Promise<RescuePlaces> {
  const mapPath = map ?? `${path}.map`;
  const partial = `${path}.partial`;
  const lengthOf = async (at: string): Promise<number | undefined> => {
    const found = await lstat(at).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
      throw outputFailure(error, at);
    });
    return found?.size;
  };
  const hasMap = (await lengthOf(mapPath)) !== undefined;
  // A packed file has no places to write to.
  if (isPacked)
    return { workPath: partial, mapPath, imageBytes: hasMap ? await lengthOf(partial) : undefined };
  const partialBytes = map === undefined ? await lengthOf(partial) : undefined;
  if (hasMap && partialBytes !== undefined) return { workPath: partial, mapPath, imageBytes: partialBytes };
  if (hasMap || map !== undefined) return { workPath: path, mapPath, imageBytes: await lengthOf(path) };
  return { workPath: partial, mapPath, imageBytes: undefined };
}
