import { Failure } from '../../contract/failure/failure.ts';
import { readEnd } from '../../read/rescue/map-store.ts';
import type { RescueMap } from '../../read/rescue/rescue-map.ts';
import { lengthOf, type RescuePlaces } from './rescue-places.ts';

/**
 * Where another output is that was begun together with the first, of which alone the map speaks: what was tried to its end got its name
 * with its holes, and is gone on with under that.
 */
export async function furtherPlaces(
  first: RescuePlaces,
  further: RescuePlaces,
  isPacked: boolean,
): Promise<RescuePlaces> {
  if (first.imageBytes === undefined || first.isAnew || isPacked) return further;
  const isBeside = (await lengthOf(`${further.path}.partial`)) !== undefined;
  const isNamed = !isBeside && (await lengthOf(further.path)) !== undefined;
  return isNamed ? { ...further, workPath: further.path } : further;
}

/**
 * What the map calls read stands in all outputs, or the image of one would have holes that nobody knows of.
 *
 * @throws Failure `map-invalid`
 */
export async function refuseUnread(
  [first, ...others]: readonly RescuePlaces[],
  map: RescueMap,
  mapPath = '',
): Promise<void> {
  for (const { path, workPath } of others) {
    if (((await lengthOf(workPath)) ?? -1) >= readEnd(map)) continue;
    const image = first?.workPath ?? '';
    throw new Failure('map-invalid', { path: mapPath, why: 'other-output', image, other: path });
  }
}
