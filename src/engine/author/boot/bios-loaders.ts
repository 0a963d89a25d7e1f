import type { Emulation } from '../../contract/events/emulation.ts';
import { present } from '../../contract/failure/present.ts';

/** Programs that a BIOS starts from a disc, as folders of today's media have them. */
export type BiosLoaderKind =
  | 'isolinux'
  | 'grub'
  | 'grub-legacy'
  | 'windows'
  | 'freebsd'
  | 'limine'
  | 'floppy';

/** How the catalogue must speak of a loader, and what must be written into its image. */
export interface BiosLoader {
  readonly kind: BiosLoaderKind;
  /** As people call it. */
  readonly name: string;
  readonly paths: readonly string[];
  readonly emulation: Emulation;
  readonly loadSegment: number;
  readonly loadSectors: number;
  readonly bootInfoTable: boolean;
  readonly grubInfo: boolean;
  /** Its boot code for the first sector of a stick. */
  readonly hybrid?: 'isolinux' | 'grub';
}

const plain = { emulation: 'none', loadSegment: 0, loadSectors: 4 } as const;
const isolinux = { kind: 'isolinux', name: 'isolinux', ...plain, hybrid: 'isolinux' } as const;

/** The first row with a file in the folder counts. */
export const biosLoaders: readonly BiosLoader[] = [
  {
    ...isolinux,
    paths: [
      'isolinux/isolinux.bin',
      'syslinux/isolinux.bin',
      'boot/isolinux/isolinux.bin',
      'boot/syslinux/isolinux.bin',
      'boot/x86_64/loader/isolinux.bin',
      'isolinux.bin',
    ],
    bootInfoTable: true,
    grubInfo: false,
  },
  {
    kind: 'grub',
    name: 'GRUB',
    ...plain,
    paths: [
      'boot/grub/i386-pc/eltorito.img',
      'images/eltorito.img',
      'boot/grub2/i386-pc/eltorito.img',
      'boot/grub/eltorito.img',
      'boot/grub/bios.img',
    ],
    bootInfoTable: true,
    grubInfo: true,
    hybrid: 'grub',
  },
  {
    kind: 'windows',
    name: 'bootmgr',
    emulation: 'none',
    // Windows' image is 4096 bytes, loaded whole at the traditional place, and must stay as it is.
    loadSegment: 0x07c0,
    loadSectors: 8,
    paths: ['boot/etfsboot.com'],
    bootInfoTable: false,
    grubInfo: false,
  },
  {
    kind: 'freebsd',
    name: 'cdboot',
    ...plain,
    paths: ['boot/cdboot', 'boot/cdboot.img', 'cdboot.img'],
    bootInfoTable: false,
    grubInfo: false,
  },
  {
    kind: 'grub-legacy',
    name: 'GRUB 0.97',
    ...plain,
    paths: ['boot/grub/stage2_eltorito', 'grub/stage2_eltorito'],
    bootInfoTable: true,
    grubInfo: false,
  },
  {
    kind: 'limine',
    name: 'Limine',
    ...plain,
    paths: ['limine-bios-cd.bin', 'boot/limine-bios-cd.bin', 'boot/limine/limine-bios-cd.bin'],
    bootInfoTable: true,
    grubInfo: false,
  },
];

/** An isolinux anywhere else. */
export const isolinuxLoader = present(biosLoaders[0]);

/** A floppy image: the BIOS shows it as drive A. */
export function floppyLoader(emulation: Emulation): BiosLoader {
  return {
    kind: 'floppy',
    name: 'floppy',
    paths: [],
    emulation,
    loadSegment: 0,
    loadSectors: 1,
    bootInfoTable: false,
    grubInfo: false,
  };
}
