import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { isFailure } from '../../contract/failure/failure.ts';
import { notAnImage } from '../../contract/failure/source-failures.ts';
import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { openVolume } from '../browse/open-volume.ts';
import { HIGH_SIERRA_AT } from '../inspect/beside.ts';
import { letters } from '../inspect/foreign/fields.ts';
import { foreignAt } from '../inspect/foreign/find-foreign.ts';
import { eitherGptRegions, mbrRegions } from '../inspect/reach/partitions.ts';
import { onlyVolumeIn, partitionImage, type VolumeInPart } from './partition-image.ts';

/**
 * The file system of an image, or of a partition in it: of the one that is asked for, or of the only one there is. What is not
 * listed here is named.
 *
 * @throws Failure as `openVolume` does; `partition-choice`
 */
export async function openListed(
  image: Readable,
  imagePath: string,
  partition?: number,
): Promise<VolumeInPart> {
  if (partition === undefined) return openWhole(image, imagePath);
  const part = await partitionImage(image, partition, imagePath);
  return { volume: await openNamed(part, imagePath, partition), image: part };
}

async function openWhole(image: Readable, imagePath: string): Promise<VolumeInPart> {
  try {
    return { volume: await openVolume(image, imagePath), image };
  } catch (error) {
    if (!isFailure(error, 'source-not-an-image')) throw error;
    const only = await onlyVolumeIn(image, imagePath);
    if (only) return only;
    throw notAnImage(imagePath, await notListed(image));
  }
}

async function openNamed(image: Readable, imagePath: string, partition: number) {
  try {
    return await openVolume(image, imagePath);
  } catch (error) {
    if (!isFailure(error, 'source-not-an-image')) throw error;
    throw notAnImage(`${imagePath}@${partition}`, await notListed(image));
  }
}

async function notListed(image: Readable): Promise<FoundFacts> {
  const bytes = bytesOf(image);
  const foreign = await foreignAt(bytes);
  if (foreign) return { reason: 'file-system', format: foreign.name };
  if (letters(await bytes(HIGH_SIERRA_AT, 5), 0, 5) === 'CDROM')
    return { reason: 'file-system', format: 'HighSierra' };
  const gpt = await eitherGptRegions(bytes, image.sizeBytes);
  return gpt.length > 0 || (await mbrRegions(bytes)).length > 0
    ? { reason: 'partitions' }
    : { reason: 'no-file-list' };
}
