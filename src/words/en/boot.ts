import type { BootNoteCode, ProfileId } from '../../engine/contract/events/boot-facts.ts';

/** Packages that hold the boot code of a loader. */
const packages = new Map([
  ['isolinux', 'isolinux (Debian, Ubuntu) or syslinux (Fedora, Arch)'],
  ['grub', 'grub-pc-bin (Debian, Ubuntu), grub2-pc-modules (Fedora) or grub (Arch)'],
]);

/** Jobs of version 0.1 named the packages themselves. */
const packagesOf = (style: string): string => packages.get(style) ?? style;

/** Packages that hold what makes a stick of files start by BIOS. */
const stickPackages = new Map([
  [
    'grub',
    'grub-common and grub-pc-bin (Debian, Ubuntu), grub2-tools and grub2-pc-modules (Fedora) or grub (Arch)',
  ],
  ['syslinux', 'syslinux, syslinux-common and mtools'],
]);
const stickPackagesOf = (loader: string): string => stickPackages.get(loader) ?? loader;

/** What a folder is: `The folder is …`. */
const profiles: { readonly [P in ProfileId]: string } = {
  windows: 'a Windows installation or recovery medium',
  'debian-live': 'a Debian live system',
  'debian-installer': 'a Debian installer',
  ubuntu: 'an Ubuntu live system',
  fedora: 'a Fedora, Red Hat or similar medium',
  arch: 'an Arch Linux live system',
  opensuse: 'an openSUSE medium',
  memtest: 'a memory test',
  freebsd: 'a FreeBSD medium',
  isolinux: 'a medium that boots with isolinux',
  grub: 'a medium that boots with GRUB',
  'systemd-boot': 'a medium that boots with systemd-boot',
  efi: 'a medium that boots with UEFI',
  floppy: 'a medium with a bootable floppy image',
  data: 'plain data: nothing in it boots a computer',
};

/** Names of boot loaders; one that is not listed goes by its own. */
const loaders: { readonly [loader: string]: string } = {
  isolinux: 'isolinux',
  grub: 'GRUB',
  'grub-legacy': 'GRUB 0.97',
  windows: "Windows' boot manager",
  freebsd: "FreeBSD's loader",
  limine: 'Limine',
  floppy: 'a floppy image',
  original: 'the loader of the original image',
};

const firmware: { readonly [firmware: string]: string } = {
  bios: 'BIOS',
  'uefi-x64': 'UEFI',
  'uefi-ia32': 'UEFI 32-bit',
  'uefi-aa64': 'UEFI ARM64',
  'uefi-arm': 'UEFI ARM',
  'uefi-riscv64': 'UEFI RISC-V',
};

/** What happened or would, and the way out; `about` and `also` are names. */
const notes: { readonly [C in BootNoteCode]: (about: string, also: string) => string } = {
  'bios-image-missing': (about, also) =>
    `The folder is ${also}, but its boot image for BIOS is missing (${about}). BIOS will not boot it: ` +
    'make it with --boot-from ORIGINAL.iso, or copy that file from the boot loader’s package',
  'efi-image-missing': (about, also) =>
    `The folder is ${also}, but its boot image for UEFI is missing (${about}). UEFI will ` +
    'not boot it: some images keep it outside their files. Make it with --boot-from ORIGINAL.iso, or copy its EFI folder',
  'efi-image-unusable': (about, _also) =>
    `${about} is not a FAT file system with EFI/BOOT/BOOT*.EFI, so UEFI cannot boot from it`,
  'efi-image-rebuilt': (about, _also) =>
    `The original's boot image for UEFI (${about}) is not in the folder; a new one is built from EFI/BOOT`,
  'efi-image-large': (_about, _also) =>
    'The EFI system partition is larger than 32 MiB: some firmware boots it from a stick only',
  'stick-code-missing': (about, also) =>
    `${about}'s boot code for sticks is neither in the folder nor on this machine, so BIOS will boot the image ` +
    `from CD only. Install ${packagesOf(also)}, or use --boot-from ORIGINAL.iso, and make the image again`,
  'isolinux-not-hybrid': (about, _also) =>
    `${about} is too old to boot from sticks (it lacks the hybrid signature): BIOS will boot the image from CD only`,
  'label-kept': (about, _also) =>
    `The boot menu looks for a volume named ${about}, and the image has that label`,
  'label-differs': (about, also) =>
    `The boot menu looks for a volume named ${about}, but the label is ${also}: the system will not find its files. ` +
    `Use --label ${about}`,
  'date-kept': (about, _also) =>
    `The boot menu looks for a volume created at ${about}, and the image has that date`,
  'date-differs': (about, _also) =>
    `The boot menu looks for a volume created at ${about}, but the image has another date: the system will not find its files`,
  'windows-stick': (_about, _also) =>
    'Windows media boot from disc, but not from a stick that the image is written to as it is: a stick needs the files',
  'rock-ridge-needed': (_about, _also) => 'Without Rock Ridge, most Linux systems do not find their files',
  'boot-from-original': (about, _also) =>
    `Boot images, boot code and partition table come from ${about}, adapted to their new places`,
  'image-taken': (about, _also) => `${about} is not in the folder, so it is taken from the original image`,
  'partition-left-out': (about, _also) =>
    `The original's partition that begins at block ${about} is left out: its content is unknown`,
  'partition-removed': (about, _also) =>
    `The original's partition that begins at block ${about} is left out: the file that it was is removed`,
  'boot-file-removed': (about, _also) =>
    `${about} is removed, and the original boots from it: the new image has no boot entry for it`,
  'efi-image-as-it-was': (about, _also) =>
    `UEFI boots from the files in ${about}, which stay as they are: what changed below /EFI is not changed in there`,
  'apple-map-left-out': (_about, _also) =>
    "The original's Apple partition map is left out: Macs boot the image through its other tables",
  'original-starts-nothing': (about, _also) =>
    `${about} is not bootable itself: the boot files are those of the folder`,
  'boot-left-out': (_about, _also) => 'Boot files stay plain files, as requested (--boot none)',
  'stick-uefi-only': (_about, _also) => 'The stick boots with UEFI only, as requested (--bios none)',
  'stick-exfat': (about, _also) =>
    about === ''
      ? 'Nothing boots from exFAT: firmware for UEFI reads FAT only. The stick is for its files'
      : 'Only BIOS boots from this stick: UEFI firmware reads FAT, not exFAT',
  'stick-starts-nothing': (_about, _also) =>
    'There is no boot loader for UEFI among the files (EFI/BOOT/BOOT*.EFI): no computer will boot from this stick',
  'efi-image-merged': (about, _also) =>
    `The files in the boot image for UEFI (${about}) are put on the stick, where none of the same name is`,
  'label-there': (about, also) =>
    `The stick is named ${about}, and is compared with that name; without --label, the files would have given it the name ${also}`,
  'label-patched': (about, also) =>
    `The boot menu looks for a volume named ${about}, which FAT cannot hold or was not wanted: the volume is named ${also}, and the menus look for that`,
  'date-patched': (about, also) =>
    `The boot menu looks for a volume created at ${about}: on the stick it looks for the volume's number, ${also}`,
  'stick-bios-grub': (about, _also) =>
    `BIOS starts this stick too: GRUB of this machine shows the menu ${about}. Modules that the image brings along for BIOS are not used`,
  'stick-bios-syslinux': (about, _also) =>
    `BIOS starts this stick too: syslinux of this machine, of the same version, with the menu in ${about}`,
  'stick-bios-missing': (about, also) =>
    `BIOS will not start this stick, only UEFI: ${about} is not installed here. Install ${stickPackagesOf(also)}, or write the image as it is`,
  'stick-bios-version': (about, also) =>
    `BIOS will not start this stick, only UEFI: the image has isolinux ${about}, and this machine has syslinux ${also}; only one of the same build would load its modules`,
  'stick-bios-table': (_about, _also) =>
    'BIOS will not start this stick, only UEFI: syslinux needs an MBR (--table mbr)',
  'stick-bios-volume': (_about, _also) =>
    'BIOS will not start this stick, only UEFI: syslinux needs FAT32 (--filesystem fat32)',
  'stick-bios-sectors': (about, _also) =>
    `BIOS will not start this stick, only UEFI: the drive counts in sectors of ${about} bytes, and boot code of BIOS in 512`,
  'stick-bios-failed': (about, _also) =>
    `BIOS will not start this stick, only UEFI: ${about} could not put GRUB together, or made it too large for the place before the first partition`,
  'stick-bios-no-menu': (_about, _also) =>
    'BIOS will not start this stick, only UEFI: among the files is no menu of GRUB or isolinux for it',
  'persistence-made': (about, also) =>
    `What is changed in the live system is kept: in a second partition (ext4, ${about}) of ${Math.round(Number(also) / 2 ** 20)} MiB, and all live entries of the menus ask for it`,
  'links-copied': (about, _also) =>
    `FAT has no links: ${about} of them become copies of what they lead to, and take up space of their own`,
  'install-split': (about, also) =>
    `${about} is too large for FAT32: it is split into ${also} parts (install.swm, install2.swm, …), which Windows Setup reads as one`,
  'answers-given': (about, _also) =>
    `${about} goes onto the stick as autounattend.xml: Windows Setup takes its answers from it`,
  'answers-made': (_about, _also) =>
    'An answer file (autounattend.xml) is made. Which disk is erased remains a question of Windows Setup. Not tried with Microsoft’s own media',
  'answers-ignored': (about, _also) =>
    `${about} has a pass specialize, but none named windowsPE: without that, Windows Setup ignores the other one`,
  'answers-wipe': (about, _also) =>
    `${about} tells Windows Setup to erase a disk (WillWipeDisk): whatever computer boots from this stick may lose its data without a question`,
  'file-replaced': (about, _also) => `${about} of the image is replaced`,
  'drivers-added': (about, also) =>
    `Drivers: ${about} files of ${also} go to $WinPEDriver$, where Windows Setup looks for them`,
  'oem-added': (about, also) =>
    `${about} files of ${also} go to sources/$OEM$: Windows Setup copies them to the new system`,
  'loader-from-install': (about, _also) =>
    `The image has no boot loader for sticks (Windows 7): it is taken from ${about}, as efi/boot/bootx64.efi`,
  'loader-missing': (about, _also) =>
    `The image has no ${about}, and none was found in the system it installs`,
};

/** Booting: what a folder is, what is made of it, and where it will boot. */
export const boot = {
  profiles,
  loaders,
  firmware,
  notes,
  folderIs: (profile: string) => `The folder is ${profile}.`,
  bios: (loader: string, path: string) => `BIOS: ${loader}, ${path}`,
  uefi: (path: string) => `UEFI: ${path}`,
  espBuilt: (size: string, path: string) => `UEFI: an EFI system partition of ${size} is built from ${path}`,
  stickCode: (from: string) => `Sticks: boot code of ${from}`,
  sectorsDiffer: (imageBytes: number, driveBytes: number) =>
    `The image is made for drives with ${imageBytes}-byte sectors, but this one has ${driveBytes}-byte sectors: it will not boot from it, and systems will not find what is on it`,
  willNotStart: 'Will not boot from this drive: it boots from a CD or DVD only',
  note: (text: string) => `note: ${text}`,
  media: { cd: 'CD', usb: 'USB stick' },
  boots: { yes: 'boots', no: 'does not boot', unknown: 'not certain' },
  answers: { yes: 'yes', no: 'no', unknown: 'not certain' },
};
