import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { ForeignName } from '../../contract/events/foreign-name.ts';
import { Failure, isFailure } from '../../contract/failure/failure.ts';
import type { Readable } from '../../contract/ports/image.ts';
import type { MountedFileSystem } from '../../contract/ports/image-mounts.ts';
import { openVolume } from '../browse/open-volume.ts';
import type { Volume, VolumeStandard } from '../browse/volume.ts';
import { foreignAt } from '../inspect/foreign/find-foreign.ts';
import { openListed } from './not-listed.ts';
import { numberedRegions, partOf } from './partition-image.ts';

/** A file system that a system may show in a folder, and where it lies. */
export interface Mountable {
  readonly fileSystem: MountedFileSystem;
  /** As `inspect` calls it. */
  readonly standard: VolumeStandard | ForeignName;
  readonly label: string;
  readonly startByte: number;
  readonly lengthBytes: number;
  readonly partition?: number;
  /** What is in its journal is not in place: who looks without replaying sees the state before. */
  readonly isDirty?: true;
}

/**
 * The file system of an image, or of a partition in it: of the one that is asked for, or of the only one there is. Also those whose
 * files are not listed here.
 *
 * @throws Failure `partition-choice`, and for what is none of these as `openListed` does
 */
export async function mountableIn(
  image: Readable,
  imagePath: string,
  partition?: number,
): Promise<Mountable> {
  const whole = partition === undefined ? await mountableAt(image, imagePath, 0, image.sizeBytes) : undefined;
  if (whole) return whole;
  const regions = (await numberedRegions(image)).filter(
    ({ isContainer, number }) => !isContainer && (partition === undefined || number === partition),
  );
  const found: Mountable[] = [];
  for (const { number, startByte, lengthBytes } of regions) {
    const part = startByte > 0 ? partOf(image, { startByte, lengthBytes }) : undefined;
    const one = part && (await mountableAt(part, imagePath, startByte, part.sizeBytes));
    if (one) found.push({ ...one, partition: number });
  }
  const [only] = found;
  if (only && found.length === 1) return only;
  if (only) throw choiceOf(found, imagePath);
  // It says what is there.
  await openListed(image, imagePath, partition);
  throw new Error('unlisted');
}

async function mountableAt(
  part: Readable,
  imagePath: string,
  startByte: number,
  lengthBytes: number,
): Promise<Mountable | undefined> {
  const volume = await volumeIn(part, imagePath);
  if (volume) {
    const isDirty = (volume.notes ?? []).length > 0;
    const { standard, label } = volume;
    return {
      fileSystem: byStandard[standard],
      standard,
      label,
      startByte,
      lengthBytes,
      ...(isDirty && { isDirty: true }),
    };
  }
  const foreign = await foreignAt(bytesOf(part));
  const fileSystem = foreign && byForeign[foreign.name];
  return (
    fileSystem && { fileSystem, standard: foreign.name, label: foreign.label ?? '', startByte, lengthBytes }
  );
}

/** What is damaged for us may still be shown by others, if it is known what it is. */
async function volumeIn(part: Readable, imagePath: string): Promise<Volume | undefined> {
  return openVolume(part, imagePath).catch((error: unknown) => {
    if (isFailure(error, 'source-unreadable')) throw error;
    return undefined;
  });
}

function choiceOf(found: readonly Mountable[], path: string): Failure {
  const partitions = found.map(({ partition: number = 0, standard, label, lengthBytes }) => ({
    number,
    standard,
    label,
    sizeBytes: lengthBytes,
  }));
  return new Failure('partition-choice', { path, partitions });
}

const byStandard: { readonly [S in VolumeStandard]: MountedFileSystem } = {
  iso9660: 'iso9660',
  'rock-ridge': 'iso9660',
  joliet: 'iso9660',
  enhanced: 'iso9660',
  udf: 'udf',
  ext2: 'ext2',
  ext3: 'ext3',
  ext4: 'ext4',
  fat: 'vfat',
  exfat: 'exfat',
  ntfs: 'ntfs',
  squashfs: 'squashfs',
  wim: 'wim',
};

const byForeign: { readonly [N in ForeignName]?: MountedFileSystem } = {
  ext2: 'ext2',
  ext3: 'ext3',
  ext4: 'ext4',
  exfat: 'exfat',
  ntfs: 'ntfs',
  squashfs: 'squashfs',
  xfs: 'xfs',
  btrfs: 'btrfs',
  f2fs: 'f2fs',
  erofs: 'erofs',
  cramfs: 'cramfs',
  hfs: 'hfs',
  'hfs+': 'hfsplus',
  apfs: 'apfs',
};
