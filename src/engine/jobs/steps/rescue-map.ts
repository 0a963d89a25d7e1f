import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import type { KeptPart } from '../../read/rescue/disc-end.ts';
import { type MapFile, mapFileText, resized } from '../../read/rescue/map-file.ts';
import {
  demandMapOf,
  identityIn,
  loadMap,
  mapComments,
  readEnd,
  saveMap,
} from '../../read/rescue/map-store.ts';
import type { PlanStart } from '../../read/rescue/plan-start.ts';
import { RescueMap } from '../../read/rescue/rescue-map.ts';
import { usableMap } from '../../read/rescue/usable-map.ts';
import type { JobContext } from './job-context.ts';
import { isMadeReady } from './made-ready.ts';

export interface StartedMap {
  readonly map: RescueMap;
  readonly start: PlanStart | undefined;
  /** An earlier run, of whatever program, began it. */
  readonly goesOn: boolean;
  /** It left only bad sectors, which are tried again. */
  readonly triesAgain?: boolean;
}

/** Which map, and what it should speak of. */
export interface MapOf {
  /** Absent: it can be kept nowhere. */
  readonly mapPath: string | undefined;
  readonly imagePath: string;
  /** Length of the image that it speaks of; undefined: there is none. */
  readonly imageBytes: number | undefined;
  readonly isOtherCopy?: boolean | undefined;
  /** Where that image is; absent of what is none. */
  readonly workPath?: string;
}

interface KnownMap extends MapOf {
  /** The image that is there is this map's, although neither says so. */
  readonly isReady: boolean;
}

/**
 * What is known of a medium from an earlier run, or that nothing is.
 *
 * @param sizeBytes how much of it is wanted; undefined: as the map has it
 * @throws Failure `map-invalid`, `map-of-another`
 */
function startedMap(
  { mapPath, imagePath, imageBytes, isOtherCopy, isReady }: KnownMap,
  medium: Medium,
  sizeBytes: number | undefined,
): StartedMap {
  const known = knownMap(mapPath);
  if (known === undefined) return fresh(sizeBytes ?? medium.sizeBytes);
  const { found, path } = known;
  demandMapOf(path, found, medium, imagePath, isOtherCopy);
  // What a scan has read was written nowhere.
  if (isOfScan(found)) return fresh(sizeBytes ?? medium.sizeBytes);
  const holdsNothing = found.map.totals['+'] === 0;
  if (imageBytes === undefined) {
    // It says that something was read, and that is nowhere.
    if (!holdsNothing) throw new Failure('map-invalid', { path, why: 'no-image', image: imagePath });
    return fresh(sizeBytes ?? medium.sizeBytes);
  }
  const said = identityIn(found);
  // Nobody says that the file which is there has anything to do with it.
  if (holdsNothing && said.image === undefined && imageBytes > 0 && !isReady)
    return fresh(sizeBytes ?? medium.sizeBytes);
  const wantedBytes = wantedOf(found, medium, { sizeBytes, isOtherCopy });
  // The image of something else, or of more than is wanted: its sum would not be that of the file.
  if (imageBytes > wantedBytes) throw new Failure('map-invalid', { path, why: 'size' });
  const { sectorBytes } = medium;
  const map = usableMap(found.map, { sizeBytes: wantedBytes, imageBytes, sectorBytes });
  return { map, start: found.status, goesOn: true };
}

/** How much of a medium is wanted by a map that is gone on with. */
function wantedOf(
  { map, comments }: MapFile,
  medium: Medium,
  { sizeBytes, isOtherCopy = false }: Pick<MapOf, 'isOtherCopy'> & { readonly sizeBytes: number | undefined },
): number {
  // Of another copy that is smaller only what is missing is read.
  if (isOtherCopy && readEnd(map) > medium.sizeBytes) return map.sizeBytes;
  // Our own maps end where what is wanted ends; ddrescue's may speak of a part of it only.
  const isOurs = identityIn({ comments }).sizeBytes !== undefined && map.sizeBytes > 0;
  return sizeBytes ?? (isOurs ? Math.min(map.sizeBytes, medium.sizeBytes) : medium.sizeBytes);
}

function knownMap(path: string | undefined): { readonly path: string; readonly found: MapFile } | undefined {
  const found = path === undefined ? undefined : loadMap(path);
  return path === undefined || found === undefined ? undefined : { path, found };
}

const fresh = (sizeBytes: number): StartedMap => ({
  map: new RescueMap(sizeBytes),
  start: undefined,
  goesOn: false,
});

/** Ours always names its medium, and its image when there is one. */
function isOfScan(found: MapFile): boolean {
  const { sizeBytes, image } = identityIn(found);
  return sizeBytes !== undefined && image === undefined;
}

/** The same for an image. @param kept asked when no earlier run says how much is wanted */
export async function begunMap(
  wantedBytes: number | undefined,
  of: MapOf,
  medium: Medium,
  kept: () => Promise<KeptPart>,
): Promise<StartedMap> {
  const known = { ...of, isReady: await isReadyFor(of) };
  const begun = startedMap(known, medium, wantedBytes);
  if (begun.goesOn) return begun;
  const part = await kept();
  return withoutGaps(startedMap(known, medium, part.endByte), part);
}

async function isReadyFor({ mapPath, workPath, imageBytes }: MapOf): Promise<boolean> {
  if (mapPath === undefined || workPath === undefined || imageBytes === undefined) return false;
  const found = loadMap(mapPath);
  return found !== undefined && (await isMadeReady(workPath, imageBytes, found.map));
}

/** What holds nothing is not read. */
function withoutGaps(started: StartedMap, { gaps }: KeptPart): StartedMap {
  if (!started.goesOn)
    for (const { atByte, lengthBytes } of gaps) started.map.set(atByte, atByte + lengthBytes, '+');
  return started;
}

/**
 * The same for a scan. It must not call anything read in a map by which an image is filled: nothing would be written there.
 *
 * @throws Failure `usage` for the map of an image, `map-invalid`, `map-of-another`
 */
export function scannedMap(mapPath: string | undefined, medium: Medium, part: KeptPart): StartedMap {
  const found = mapPath === undefined ? undefined : loadMap(mapPath);
  if (found === undefined || mapPath === undefined) return withoutGaps(fresh(part.endByte), part);
  demandMapOf(mapPath, found, medium, undefined);
  if (!isOfScan(found) && (identityIn(found).image !== undefined || found.map.totals['+'] > 0))
    throw usageRefused({ reason: 'map-of-image', path: mapPath });
  return { map: resized(found.map, part.endByte), start: found.status, goesOn: true };
}

/** The same for drives, which are as long as they are: a map speaks of as much of them as it says. */
export function mapForDrives(of: Omit<MapOf, 'imageBytes'>): MapOf {
  return { ...of, imageBytes: knownMap(of.mapPath)?.found.map.sizeBytes };
}

interface Kept {
  readonly mapPath: string;
  readonly mapAt: string;
  readonly medium: Medium;
  readonly imagePath: string;
  readonly isPartial?: boolean | undefined;
}

/** What is known at the end. @throws Failure `no-space`, `output-not-writable` */
export function keepMap(
  { mapPath, mapAt, medium, imagePath, isPartial }: Kept,
  map: RescueMap,
  { clock }: Pick<JobContext, 'clock'>,
): void {
  const comments = mapComments(medium, imagePath, new Date(clock.nowMs()).toISOString(), isPartial);
  saveMap(mapAt, mapFileText(map, { atByte: 0, phase: '+', pass: 1 }, comments), mapPath);
}

/** A new map, in which nothing is tried. @throws Failure `no-space`, `output-not-writable` */
export function beginMap(
  { mapPath, medium, imagePath, isPartial }: Omit<Kept, 'mapAt'>,
  map: RescueMap,
  { clock }: Pick<JobContext, 'clock'>,
): void {
  const comments = mapComments(medium, imagePath, new Date(clock.nowMs()).toISOString(), isPartial);
  saveMap(mapPath, mapFileText(map, { atByte: 0, phase: '?', pass: 1 }, comments));
}
