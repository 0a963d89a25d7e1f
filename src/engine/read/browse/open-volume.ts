import { fatSizeBytes } from '../../bytes/formats/fat/read.ts';
import { bytesOf, type ReadAt } from '../../bytes/ranges/bytes-of.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import { notAnImage } from '../../contract/failure/source-failures.ts';
import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { HIGH_SIERRA_AT } from '../inspect/beside.ts';
import { letters } from '../inspect/foreign/fields.ts';
import { foreignAt } from '../inspect/foreign/find-foreign.ts';
import { gptRegions, mbrRegions } from '../inspect/reach/partitions.ts';
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
  throw notAnImage(imagePath, await notListed(bytesOf(image)));
}

/** What it is whose files nobody lists here. */
async function notListed(bytes: ReadAt): Promise<FoundFacts> {
  const sector = await bytes(0, 512);
  if (fatSizeBytes(sector) !== undefined) return { reason: 'file-system', format: 'FAT' };
  const foreign = await foreignAt(bytes);
  if (foreign) return { reason: 'file-system', format: foreign.name };
  if (letters(await bytes(HIGH_SIERRA_AT, 5), 0, 5) === 'CDROM')
    return { reason: 'file-system', format: 'High Sierra' };
  const regions = (await gptRegions(bytes))?.regions ?? (await mbrRegions(bytes));
  return regions.length > 0 ? { reason: 'partitions' } : { reason: 'no-file-list' };
}
