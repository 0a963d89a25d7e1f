import type { Readable } from '../../contract/ports/image.ts';
import type { RescueMap } from './rescue-map.ts';

/** So many places are compared, spread over what was read. */
const PLACES = 32;
const PLACE_BYTES = 4096;
/** A dying drive is not asked more often for what it has given already. */
const MOST_UNREAD = 3;

/**
 * Whether a medium holds what an earlier run has read of one: discs have no serial, many have the same size, and a stick of the same
 * serial and size may have been written to since. What was read has to be the same at every place that is looked at: an image of two
 * states of a medium is one of neither. Places that cannot be read any more say nothing.
 */
export async function isSameMedium(map: RescueMap, medium: Readable, image: Readable): Promise<boolean> {
  let unread = 0;
  for (const { atByte, lengthBytes } of placesOf(map)) {
    // A smaller copy.
    if (atByte + lengthBytes > medium.sizeBytes) continue;
    const [now, before] = [Buffer.alloc(lengthBytes), Buffer.alloc(lengthBytes)];
    try {
      await medium.read(atByte, now);
      await image.read(atByte, before);
    } catch {
      if (++unread >= MOST_UNREAD) break;
      continue;
    }
    if (!now.equals(before)) return false;
  }
  return true;
}

/** Beginnings of stretches that were read, and places within long ones. */
function placesOf(map: RescueMap): { readonly atByte: number; readonly lengthBytes: number }[] {
  const step = Math.max(PLACE_BYTES, Math.floor(map.totals['+'] / PLACES / PLACE_BYTES) * PLACE_BYTES);
  const places: { readonly atByte: number; readonly lengthBytes: number }[] = [];
  let next = 0;
  for (const { atByte, endByte, state } of map.ranges()) {
    if (state !== '+') continue;
    for (let at = Math.max(atByte, next); at < endByte && places.length < PLACES; at += step) {
      places.push({ atByte: at, lengthBytes: Math.min(PLACE_BYTES, endByte - at) });
      next = at + step;
    }
  }
  return places;
}
