import { Failure } from '../../contract/failure/failure.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { mapFileText, resized } from '../../read/rescue/map-file.ts';
import { demandMapOf, identityIn, loadMap, mapComments, saveMap } from '../../read/rescue/map-store.ts';
import type { PlanStart } from '../../read/rescue/plan-start.ts';
import { RescueMap } from '../../read/rescue/rescue-map.ts';
import type { JobContext } from './job-context.ts';

export interface StartedMap {
  readonly map: RescueMap;
  readonly start: PlanStart | undefined;
  /** An earlier run, of whatever program, began it. */
  readonly goesOn: boolean;
}

/** Which map, and what it should speak of. */
export interface MapOf {
  readonly mapPath: string | undefined;
  readonly imagePath: string | undefined;
  readonly hasImage: boolean;
  readonly isOtherCopy?: boolean | undefined;
}

/**
 * What is known of a medium from an earlier run, or that nothing is.
 *
 * @param sizeBytes how much of it is wanted; undefined: as the map has it
 * @throws Failure `map-invalid`, `map-of-another`
 */
export function startedMap(
  { mapPath, imagePath, hasImage, isOtherCopy }: MapOf,
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
  demandMapOf(mapPath, found, medium, imagePath, isOtherCopy);
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
  // Our own maps end where what is wanted ends; ddrescue's may speak of a part of it only.
  const isOurs = identityIn(found).sizeBytes !== undefined && found.map.sizeBytes > 0;
  const map = resized(found.map, sizeBytes ?? (isOurs ? found.map.sizeBytes : medium.sizeBytes));
  return { map, start: found.status, goesOn: true };
}

/** The same for an image. @param keptBytes asked when no earlier run says how much is wanted */
export async function begunMap(
  { whole }: Pick<ReadPlan, 'whole'>,
  of: MapOf,
  medium: Medium,
  keptBytes: () => Promise<number>,
): Promise<StartedMap> {
  const begun = startedMap(of, medium, whole ? medium.sizeBytes : undefined);
  return begun.goesOn ? begun : startedMap(of, medium, await keptBytes());
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
