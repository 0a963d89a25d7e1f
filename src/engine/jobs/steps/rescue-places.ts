import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import type { MapFile } from '../../read/rescue/map-file.ts';
import { identityIn, loadMap } from '../../read/rescue/map-store.ts';
import { isOnlyBad } from './acquire-medium.ts';

/** Where an image grows, and the map of it. */
export interface RescuePlaces {
  /** Its name in the end. */
  readonly path: string;
  readonly workPath: string;
  readonly mapPath: string;
  /** Length of the image that the map speaks of; undefined: there is none. */
  readonly imageBytes: number | undefined;
  /** The map is of an image that is done, and that is to be replaced. */
  readonly isAnew: boolean;
}

interface PlacesFor {
  /** Its map, where a person named one. */
  readonly map: string | undefined;
  readonly isPacked: boolean;
  /** What is done is to be replaced, not gone on with. */
  readonly startsAnew: boolean;
}

/**
 * One that is packed in the end grows as it is beside it, and so does one whose name is taken. With a map of its own an image grows under
 * its own name, as ddrescue's do, and the map says what of it is good. Without one it gets its name at its end, and the map goes when
 * nothing is missing. Which of both a map of ours speaks of stands in it: an older image is never taken for the one that grew beside it.
 */
export async function rescuePlaces(
  path: string,
  { map, isPacked, startsAnew }: PlacesFor,
): Promise<RescuePlaces> {
  const mapPath = map ?? `${path}.map`;
  const partial = `${path}.partial`;
  const known = loadMap(mapPath);
  const [ownBytes, partialBytes] = [await lengthOf(path), await lengthOf(partial)];
  const of = { path, mapPath, isAnew: false };
  const beside = { ...of, workPath: partial, imageBytes: known && partialBytes };
  if (known === undefined) {
    const isFree = map !== undefined && !isPacked && ownBytes === undefined;
    return isFree ? { ...of, workPath: path, imageBytes: undefined } : { ...beside, imageBytes: undefined };
  }
  if (!isPacked) refuseGuess(known, of, [ownBytes, partialBytes]);
  const { isPartial = mapPath === `${path}.map` && partialBytes !== undefined } = identityIn(known);
  const isUnfinished = (isPartial || isPacked) && partialBytes !== undefined;
  if (ownBytes !== undefined && startsAnew && !isUnfinished && isDone(known, path))
    return { ...beside, imageBytes: undefined, isAnew: true };
  // What stands under its own name is another image then; and a packed file has no places to write to.
  if (isPartial || isPacked) return beside;
  return { ...of, workPath: path, imageBytes: ownBytes };
}

/**
 * ddrescue leaves out what we wrote in a map, and an older image is as like the one that grew beside it as can be.
 *
 * @throws Failure `map-invalid`, unless it says which, or nothing was read
 */
function refuseGuess(
  known: MapFile,
  { path, mapPath }: Pick<RescuePlaces, 'path' | 'mapPath'>,
  lengthsBytes: readonly (number | undefined)[],
): void {
  if (lengthsBytes.includes(undefined)) return;
  if (known.map.totals['+'] === 0 || identityIn(known).isPartial !== undefined) return;
  const other = `${path}.partial`;
  throw new Failure('map-invalid', { path: mapPath, why: 'two-images', image: path, other });
}

/** Nothing is untried in an image of that name. */
function isDone(known: MapFile, path: string): boolean {
  const { image = basename(path) } = identityIn(known);
  return image === basename(path) && (known.map.missingBytes === 0 || isOnlyBad(known.map));
}

/** Undefined where nothing is. @throws Failure */
export async function lengthOf(path: string): Promise<number | undefined> {
  const found = await lstat(path).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
    throw outputFailure(error, path);
  });
  return found?.size;
}
