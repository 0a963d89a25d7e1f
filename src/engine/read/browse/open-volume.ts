import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import { notAnImage } from '../../contract/failure/source-failures.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { damageOf } from './iso/damage.ts';
import { isoVolumes } from './iso/open-iso.ts';
import { openUdf } from './udf/open-udf.ts';
import type { Volume } from './volume.ts';

/**
 * The file systems of an image, the one that tells most of its files first: Rock Ridge, then UDF (Windows media have one
 * text file in ISO 9660, and everything in UDF), then Joliet and the rest.
 *
 * @throws Failure `source-damaged`, `source-unreadable`
 */
export async function volumesOf(image: Readable, imagePath: string): Promise<Volume[]> {
  const iso = await isoVolumes(bytesOf(image), damageOf(imagePath));
  const udf = await udfBeside(iso, image, imagePath);
  const isRich = ({ standard }: Volume): boolean => standard === 'rock-ridge';
  return [...iso.filter(isRich), ...udf, ...iso.filter((volume) => !isRich(volume))];
}

/** What is damaged is left out when something else can be read. @throws Failure `source-damaged`, `source-unreadable` */
async function udfBeside(others: readonly Volume[], image: Readable, imagePath: string): Promise<Volume[]> {
  try {
    const volume = await openUdf(image, imagePath);
    return volume ? [volume] : [];
  } catch (error) {
    if (others.length > 0 && asFailure(error).code === 'source-damaged') return [];
    throw error;
  }
}

/** The file system of an image that is worth most. @throws Failure `source-not-an-image` when none is known */
export async function openVolume(image: Readable, imagePath: string): Promise<Volume> {
  const [volume] = await volumesOf(image, imagePath);
  if (volume) return volume;
  throw notAnImage(imagePath, { reason: 'no-file-list' });
}
