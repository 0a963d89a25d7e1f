import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { RescueMap } from '../../read/rescue/rescue-map.ts';

/** Of a file that was made ready for an image, so many places are looked at; they are spread evenly. */
const PLACES = 256;
const PLACE_BYTES = 4096;

/**
 * Whether an image was only made ready for a map in which nothing was read yet, as `ddrescue -p` leaves it when it is stopped at once: as
 * long as the map says, and nothing but zeros. A file with anything in it is somebody's, and no map of nothing says otherwise.
 */
export async function isMadeReady(imagePath: string, imageBytes: number, map: RescueMap): Promise<boolean> {
  if (map.totals['+'] > 0 || imageBytes === 0 || imageBytes !== map.sizeBytes) return false;
  const image = await open(imagePath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => undefined,
  );
  if (image === undefined) return false;
  try {
    const stepBytes = Math.max(PLACE_BYTES, Math.floor(imageBytes / PLACES));
    for (let atByte = 0; atByte < imageBytes; atByte += stepBytes) {
      const { bytesRead, buffer } = await image.read(Buffer.alloc(PLACE_BYTES), 0, PLACE_BYTES, atByte);
      if (buffer.subarray(0, bytesRead).some((byte) => byte !== 0)) return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    await image.close();
  }
}
