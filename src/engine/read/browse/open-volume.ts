import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import { notAnImage } from '../../contract/failure/source-failures.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { placedVolume } from './content.ts';
import { openExfat } from './exfat/exfat-volume.ts';
import { openExt } from './ext/open-ext.ts';
import { openFat } from './fat/fat-volume.ts';
import { damageOf } from './iso/damage.ts';
import { isoVolumes } from './iso/open-iso.ts';
import { openNtfs } from './ntfs/open-ntfs.ts';
import { openSquashfs } from './squashfs/open-squashfs.ts';
import { openUdf } from './udf/open-udf.ts';
import type { PlacedVolume, Volume } from './volume.ts';
import { openWim } from './wim/open-wim.ts';

/**
 * The file systems of a disc image, the one that tells most of its files first: Rock Ridge, then UDF (Windows media have one
 * text file in ISO 9660, and everything in UDF), then Joliet and the rest.
 *
 * @throws Failure `source-damaged`, `source-unreadable`
 */
export async function discVolumesOf(image: Readable, imagePath: string): Promise<PlacedVolume[]> {
  const damaged = damageOf(imagePath);
  const listings = await isoVolumes(bytesOf(image), damaged);
  const iso = listings.map((listing) => placedVolume(listing, image, damaged));
  const udf = await udfBeside(iso, image, imagePath);
  const isRich = ({ standard }: Volume): boolean => standard === 'rock-ridge';
  return [...iso.filter(isRich), ...udf, ...iso.filter((volume) => !isRich(volume))];
}

/** What is damaged is left out when something else can be read. @throws Failure `source-damaged`, `source-unreadable` */
async function udfBeside(
  others: readonly Volume[],
  image: Readable,
  imagePath: string,
): Promise<PlacedVolume[]> {
  try {
    const volume = await openUdf(image, imagePath);
    return volume ? [placedVolume(volume, image, damageOf(imagePath))] : [];
  } catch (error) {
    if (others.length > 0 && asFailure(error).code === 'source-damaged') return [];
    throw error;
  }
}

/** Opens a file system when there is one of its kind; undefined otherwise. @throws Failure `source-damaged`, `source-unreadable` */
type Opener = (image: Readable, imagePath: string) => Promise<Volume | undefined>;

/** File systems of drives and partitions, in the order in which they are looked for. */
const openers: readonly Opener[] = [openExt, openExfat, openFat, openNtfs, openSquashfs, openWim];

/**
 * The file systems of an image: those of a disc, otherwise that of a drive or partition.
 *
 * @throws Failure `source-damaged`, `source-unreadable`
 */
export async function volumesOf(image: Readable, imagePath: string): Promise<readonly Volume[]> {
  const discs = await discVolumesOf(image, imagePath);
  if (discs.length > 0) return discs;
  const volume = await openDriveVolume(image, imagePath);
  return volume ? [volume] : [];
}

/** The file system of a drive or partition; undefined when none is known. @throws Failure `source-damaged`, `source-unreadable` */
export async function openDriveVolume(image: Readable, imagePath: string): Promise<Volume | undefined> {
  for (const open of openers) {
    const volume = await open(image, imagePath);
    if (volume) return volume;
  }
  return undefined;
}

/** The file system of an image that is worth most. @throws Failure `source-not-an-image` when none is known */
export async function openVolume(image: Readable, imagePath: string): Promise<Volume> {
  return first(await volumesOf(image, imagePath), imagePath, 'no-file-list');
}

/** Those of a disc, that first. @throws Failure `source-not-an-image` when it has none */
export async function openDiscVolumes(
  image: Readable,
  imagePath: string,
): Promise<readonly [PlacedVolume, ...PlacedVolume[]]> {
  const [volume, ...others] = await discVolumesOf(image, imagePath);
  return [first(volume ? [volume] : [], imagePath, 'no-disc'), ...others];
}

function first<One>([volume]: readonly One[], imagePath: string, reason: 'no-file-list' | 'no-disc'): One {
  if (volume) return volume;
  throw notAnImage(imagePath, { reason });
}
