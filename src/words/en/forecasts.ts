import type { ForecastReasons } from '../../engine/contract/events/forecast-reasons.ts';

const reasons: { readonly [R in keyof ForecastReasons]: (facts: ForecastReasons[R]) => string } = {
  'entry-behind': (_f) => 'the boot image lies past the end of the image',
  'bios-entry-not-first': (_f) =>
    'the boot image for BIOS is not the first in the boot catalogue, and BIOSes start the first',
  'catalogue-without-key': (_f) => 'the boot catalogue lacks its key bytes, so the BIOS rejects it',
  'record-not-seen': (_f) => 'the boot record is not in sector 17, the only place where a BIOS looks for it',
  'catalogue-without-header': (_f) =>
    'the boot catalogue does not begin with its validation entry, so the BIOS rejects it',
  'loads-nothing': (_f) => 'the boot catalogue tells the BIOS to load nothing of the boot image',
  'loads-too-much': (_f) =>
    'the boot catalogue tells the BIOS to load more of the boot image than its memory holds',
  'entry-blank': (_f) => 'the boot image begins with nothing but zeros',
  'no-bios-entry': (_f) => 'no boot image for BIOS in the boot catalogue',
  'told-wrong-place': (f) =>
    `the boot information table gives ${f.loader} a wrong place or checksum of itself`,
  'not-told-place': (f) => `nothing tells ${f.loader} where it lies (no boot information table)`,
  'shown-as-disk': (f) =>
    `the BIOS presents the boot image as a ${f.disk === 'hard-disk' ? 'hard disk' : `${f.disk} MB floppy`}`,
  'unknown-program': (_f) => 'the boot image is an unknown program',
  'entry-names': (f) => `the boot catalogue names ${f.loader}`,
  'no-mbr': (_f) => 'no master boot record',
  'no-boot-code': (_f) => 'no boot code in the first sector',
  'unknown-boot-code': (_f) => 'the boot code in the first sector is unknown',
  'says-not-bootable': (_f) => 'the boot code in the first sector only says that this is no boot medium',
  'no-active-partition': (_f) =>
    'the boot code in the first sector starts the active partition, but not exactly one is marked active',
  'active-partition-blank': (_f) => 'the active partition does not begin with a boot sector',
  'starts-partition': (_f) =>
    'the boot code in the first sector starts the active partition, whose program is unknown',
  'sector-starts': (f) =>
    `the first sector starts ${{ grub: 'GRUB', isolinux: 'isolinux', syslinux: 'syslinux', 'boot-image': 'the boot image' }[f.starts]}`,
  'no-uefi-entry': (_f) => 'no boot image for UEFI in the boot catalogue',
  'catalogue-damaged': (_f) => 'the boot catalogue is damaged, so UEFI rejects it',
  'image-lacks': (f) => `the boot image for UEFI has no ${f.path}`,
  'image-has': (f) => `the boot catalogue names an image with ${f.path}`,
  'loader-refused': (f) => `${f.path} is there, but it is not a program for this processor`,
  'partitions-overlap': (_f) => 'partitions overlap, so UEFI rejects the partition table',
  'large-sectors-have': (f) =>
    `a partition has ${f.path}, but only drives with ${f.sectorBytes}-byte sectors show it`,
  'table-damaged': (_f) => 'the partition table is damaged',
  'partition-has': (f) => `a partition has ${f.path}`,
  'only-udf': (f) => `the UDF volume has ${f.path}: only firmware that reads UDF boots it`,
  'only-catalogue': (_f) =>
    'no partition has a loader: only firmware that looks for a boot catalogue on sticks too boots it',
  'no-partition-has': (f) => `no partition has ${f.path}`,
  'other-sectors': (f) =>
    `the image uses ${f.imageBytes}-byte sectors, but the drive has ${f.driveBytes}-byte sectors`,
};

/** Why firmware boots a medium, or does not. */
export const forecasts = {
  reasons,
  /** Programs that the boot catalogue names. */
  programs: {
    isolinux: 'isolinux',
    grub: 'GRUB',
    windows: "Windows' boot manager",
    efi: 'EFI',
    unknown: 'a program',
  },
  inPart: (reason: string) => `in the part that was read: ${reason}`,
};
