import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { damageOf } from '../browse/iso/damage.ts';
import { isoVolumes } from '../browse/iso/open-iso.ts';
import type { VolumeListing } from '../browse/volume.ts';
import { openPlainFile } from './plain-file.ts';

export interface OpenVolume {
  readonly volume: VolumeListing;
  close(): void;
}

/**
 * The volume that `openVolume` would choose, of an image file for which that is clear at once: it lies there as it is, and has
 * Rock Ridge.
 *
 * @returns undefined for everything else
 * @throws the system's error, Failure `source-damaged`
 */
export async function openPlainVolume(path: string): Promise<OpenVolume | undefined> {
  const file = openPlainFile(path);
  if (!file) return undefined;
  try {
    const [volume] = await isoVolumes(bytesOf(file), damageOf(path));
    if (volume?.standard === 'rock-ridge') return { volume, close: file.close };
  } catch (error) {
    file.close();
    throw error;
  }
  file.close();
  return undefined;
}
