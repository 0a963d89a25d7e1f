import { resized } from './map-file.ts';
import type { RescueMap } from './rescue-map.ts';

/** What a map is to be gone on with for. */
export interface MapUse {
  /** How much of the medium is wanted. */
  readonly sizeBytes: number;
  /** How long the image is in which it says that something stands. */
  readonly imageBytes: number;
  /** Of a read that the medium takes. */
  readonly sectorBytes: number;
}

/** A map of an earlier run, of whatever program, for this medium and this image: what it cannot know is untried again. */
export function usableMap(found: RescueMap, { sizeBytes, imageBytes, sectorBytes }: MapUse): RescueMap {
  const map = resized(found, sizeBytes);
  forgetBehind(map, imageBytes);
  forgetPartSectors(map, sectorBytes);
  return map;
}

/** An image that was cut holds nothing there, whatever was read once. */
function forgetBehind(map: RescueMap, imageBytes: number): void {
  for (const { atByte, endByte, state } of [...map.ranges()])
    if (state === '+' && endByte > imageBytes) map.set(Math.max(atByte, imageBytes), endByte, '?');
}

/** ddrescue counts in 512 bytes unless it is told otherwise; a disc or a drive of larger sectors is read in whole ones. */
function forgetPartSectors(map: RescueMap, sectorBytes: number): void {
  for (const { atByte } of [...map.ranges()]) {
    const first = Math.floor(atByte / sectorBytes) * sectorBytes;
    if (first < atByte) map.set(first, Math.min(first + sectorBytes, map.sizeBytes), '?');
  }
}
