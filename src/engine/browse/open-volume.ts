import { bytesOf } from '../inspect/bytes-of.ts';
import { Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import { damageOf } from './iso/damage.ts';
import { isoVolumes } from './iso/open-iso.ts';
import type { Volume } from './volume.ts';

/**
 * The file systems of an image, the one that tells most of its files first.
 *
 * @throws Failure `source-damaged`, `source-unreadable`
 */
export async function volumesOf(
  image: Pick<Image, 'sizeBytes' | 'read'>,
  imagePath: string,
): Promise<Volume[]> {
  return isoVolumes(bytesOf(image), damageOf(imagePath));
}

/** The file system of an image that is worth most. @throws Failure `source-not-an-image` when none is known */
export async function openVolume(
  image: Pick<Image, 'sizeBytes' | 'read'>,
  imagePath: string,
): Promise<Volume> {
  const [volume] = await volumesOf(image, imagePath);
  if (volume) return volume;
  throw new Failure('source-not-an-image', { path: imagePath, found: 'no image whose files can be listed' });
}
