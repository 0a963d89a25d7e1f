import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA, type PrimaryVolume } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { type Image, isImage } from '../../contract/ports/image.ts';
import { damageOf } from '../../read/browse/iso/damage.ts';
import { descriptorsOf } from '../../read/browse/iso/descriptors.ts';
import { openDiscVolumes } from '../../read/browse/open-volume.ts';
import type { VolumeStandard } from '../../read/browse/volume.ts';
import { openSource } from '../../read/open/open-source.ts';
import { steadyImage } from '../../read/open/steady-image.ts';
import type { Original } from '../boot/original.ts';
import { scanVolume, type VolumeScanOptions } from '../content/scan-volume.ts';
import { VolumeContents } from '../content/volume-contents.ts';
import type { Scan, ScanProgress } from '../tree/scan.ts';

/** An image with its files as a tree. */
export interface OpenedOriginal extends Original, Scan {
  readonly label: string;
  /** The file system that its files were taken from. */
  readonly standard: VolumeStandard;
  readonly hasUdf: boolean;
  /** Its first partition can be mounted by itself. */
  readonly hasPartitionTree: boolean;
  /** Of its ISO 9660 volume, when it has one. */
  readonly descriptor: PrimaryVolume | undefined;
}

/**
 * Opens an image file and reads its tree; the contents of its files are read from it later.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `source-not-an-image`, `source-damaged`, `usage` (compressed),
 *   `stopped`
 */
export async function openOriginal(
  path: string,
  options: Partial<VolumeScanOptions>,
  progress: ScanProgress & { readonly files?: ConfirmedFiles | undefined },
): Promise<OpenedOriginal> {
  const image = await openUnpacked(path, progress.files);
  try {
    const damaged = damageOf(path);
    const volumes = await openDiscVolumes(image, path);
    const [volume] = volumes;
    const contents = new VolumeContents(image, damaged);
    const scan = await scanVolume(volume, contents, { exclude: [], ...options }, progress, damaged);
    const descriptors = await descriptorsOf(bytesOf(image));
    const descriptor = descriptors.find(({ kind }) => kind === 'primary')?.values;
    const hasPartitionTree = await hasDescriptorAt(image, SECOND_DESCRIPTOR_LBA);
    const { label, standard } = volume;
    const hasUdf = volumes.some((one) => one.standard === 'udf');
    return { path, image, contents, ...scan, descriptor, label, standard, hasUdf, hasPartitionTree };
  } catch (error) {
    await image.close();
    throw error;
  }
}

/** Files are read here and there, which a stream cannot. */
async function openUnpacked(path: string, files: ConfirmedFiles | undefined): Promise<Image> {
  const image = await openSource(path, { files });
  // What is checked at the end must be what the files were taken from.
  if (isImage(image)) return steadyImage(image);
  await image.close();
  throw usageRefused({ reason: 'image-compressed', path });
}

/** Where a partition that begins at sector 16 has its descriptors. */
const SECOND_DESCRIPTOR_LBA = 2 * FIRST_DESCRIPTOR_LBA;

async function hasDescriptorAt(image: Image, lba: number): Promise<boolean> {
  const head = await bytesOf(image)(lba * SECTOR_BYTES, 6);
  return String.fromCharCode(...head) === '\x01CD001';
}
