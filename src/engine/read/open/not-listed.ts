import { fatSizeBytes } from '../../bytes/formats/fat/read.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { isFailure } from '../../contract/failure/failure.ts';
import { notAnImage } from '../../contract/failure/source-failures.ts';
import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { openVolume } from '../browse/open-volume.ts';
import type { Volume } from '../browse/volume.ts';
import { HIGH_SIERRA_AT } from '../inspect/beside.ts';
import { letters } from '../inspect/foreign/fields.ts';
import { foreignAt } from '../inspect/foreign/find-foreign.ts';
import { gptRegions, mbrRegions } from '../inspect/reach/partitions.ts';

/** `openVolume`, which names the file system, or the partitions, whose files nobody lists here. @throws Failure as it does */
export async function openListed(image: Readable, imagePath: string): Promise<Volume> {
  try {
    return await openVolume(image, imagePath);
  } catch (error) {
    if (!isFailure(error, 'source-not-an-image')) throw error;
    throw notAnImage(imagePath, await notListed(image));
  }
}

async function notListed(image: Readable): Promise<FoundFacts> {
  const bytes = bytesOf(image);
  if (fatSizeBytes(await bytes(0, 512)) !== undefined) return { reason: 'file-system', format: 'FAT' };
  const foreign = await foreignAt(bytes);
  if (foreign) return { reason: 'file-system', format: foreign.name };
  if (letters(await bytes(HIGH_SIERRA_AT, 5), 0, 5) === 'CDROM')
    return { reason: 'file-system', format: 'HighSierra' };
  const regions = (await gptRegions(bytes))?.regions ?? (await mbrRegions(bytes));
  return regions.length > 0 ? { reason: 'partitions' } : { reason: 'no-file-list' };
}
