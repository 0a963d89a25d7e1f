import type { BiosObstacle } from '../failure/bios-obstacle.ts';
import type { Emulation } from './emulation.ts';

/** What was found in a folder and what is made of it: plain facts for plans, reports and screens. */
export interface BootFacts {
  readonly profile: ProfileId;
  readonly bios?: {
    readonly loader: string;
    readonly path: string;
    readonly emulation: Emulation;
  };
  readonly efi?: {
    /** `built`: an EFI system partition made from the folder's loaders. */
    readonly from: 'image' | 'built' | 'original';
    readonly path: string;
    readonly processors: readonly string[];
    readonly sizeBytes: number;
  };
  readonly table: 'none' | 'mbr' | 'gpt';
  /** Where the first sector's code came from: a path in the folder, or on this machine. */
  readonly codeFrom?: string;
  readonly notes: readonly BootNote[];
}

export type ProfileId =
  | 'windows'
  | 'debian-live'
  | 'debian-installer'
  | 'ubuntu'
  | 'fedora'
  | 'arch'
  | 'opensuse'
  | 'memtest'
  | 'freebsd'
  | 'isolinux'
  | 'grub'
  | 'systemd-boot'
  | 'efi'
  | 'floppy'
  | 'data';

/** Something the user must know before the build. */
export interface BootNote {
  readonly code: BootNoteCode;
  /** Path in the folder, or a label. */
  readonly about?: string;
  /** Another value: the chosen label, the package. */
  readonly also?: string;
}

export type BootNoteCode =
  | 'bios-image-missing'
  | 'efi-image-missing'
  | 'efi-image-unusable'
  | 'efi-image-rebuilt'
  | 'efi-image-large'
  | 'stick-code-missing'
  | 'isolinux-not-hybrid'
  | 'label-kept'
  | 'label-differs'
  | 'date-kept'
  | 'date-differs'
  | 'windows-stick'
  | 'rock-ridge-needed'
  | 'boot-from-original'
  | 'image-taken'
  | 'partition-left-out'
  | 'partition-removed'
  | 'boot-file-removed'
  | 'efi-image-as-it-was'
  | 'apple-map-left-out'
  | 'original-starts-nothing'
  | 'boot-left-out'
  | 'stick-uefi-only'
  | 'stick-exfat'
  | 'stick-starts-nothing'
  | 'efi-image-merged'
  | 'label-there'
  | 'label-patched'
  | 'date-patched'
  | 'links-copied'
  | 'install-split'
  | 'answers-given'
  | 'answers-made'
  | 'answers-ignored'
  | 'answers-wipe'
  | 'file-replaced'
  | 'drivers-added'
  | 'oem-added'
  | 'loader-from-install'
  | 'loader-missing'
  | 'stick-bios-grub'
  | 'stick-bios-syslinux'
  | 'persistence-made'
  | BiosObstacle;
