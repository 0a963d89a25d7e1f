import { Failure } from '../../contract/failure/failure.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { mapFileText, resized } from '../../read/rescue/map-file.ts';
import { demandMapOf, loadMap, mapComments, saveMap } from '../../read/rescue/map-store.ts';
import type { PlanStart } from '../../read/rescue/plan-start.ts';
import { RescueMap } from '../../read/rescue/rescue-map.ts';

import type { JobContext } from './job-context.ts';

export interface StartedMap {
  readonly map: RescueMap;
  readonly start: PlanStart | undefined;
  /** An earlier run, of whatever program, began it. */
  readonly goesOn: boolean;
}

/**
 * What is known of a medium from an earlier run, or that nothing is.
 *
 * @param sizeBytes how much of it is wanted; undefined: as the map has it
 * @throws Failure `map-invalid`, `map-of-another`
 */
export function startedMap(
  {
    mapPath,
    imagePath,
    hasImage,
  }: { mapPath: string | undefined; imagePath: string | undefined; hasImage: boolean },
  medium: Medium,
  sizeBytes: number | undefined,
): StartedMap {
  const found = mapPath === undefined ? undefined : loadMap(mapPath);
  const fresh = (): StartedMap => ({
    map: new RescueMap(sizeBytes ?? medium.sizeBytes),
    start: undefined,
    goesOn: false,
  });
  if (found === undefined || mapPath === undefined) return fresh();
  demandMapOf(mapPath, found, medium, imagePath);
  if (!hasImage) {
    // It says that something was read, and that is nowhere.
    if (found.map.totals['+'] > 0)
      throw new Failure('map-invalid', {
        path: mapPath,
        why: 'no-image',
        ...(imagePath && { image: imagePath }),
      });
    return fresh();
  }
  const wanted = sizeBytes ?? found.map.sizeBytes;
  const map = resized(found.map, wanted === 0 ? medium.sizeBytes : wanted);
  return { map, start: found.status, goesOn: true };
}

/** A new map, in which nothing is tried. @throws Failure `no-space`, `output-not-writable` */
export function beginMap(
  mapPath: string,
  map: RescueMap,
  medium: Medium,
  imagePath: string,
  { clock }: Pick<JobContext, 'clock'>,
): void {
  const comments = mapComments(medium, imagePath, new Date(clock.nowMs()).toISOString());
  saveMap(mapPath, mapFileText(map, { atByte: 0, phase: '?', pass: 1 }, comments));
}
