import type { TrialObstacle, TrialSign } from '../../../../src/engine/contract/events/trial.ts';

/** Screens and serial lines, as QEMU 7.2 gave them out with SeaBIOS 1.16.2 and OVMF 2022.11. */

const SEABIOS = 'SeaBIOS (version 1.16.2-debian-1.16.2-1)';
const usb = '"UEFI QEMU QEMU USB HARDDRIVE 1-0000:00:02.0-1" from PciRoot(0x0)/Pci(0x2,0x0)/USB(0x0,0x0)';
const shell = '"EFI Internal Shell" from Fv(7CB8BDC9-F8EB-4F34-AAEA-3EE4AF6516A1)';

export const bdsLoading = [`BdsDxe: loading Boot0001 ${usb}`, `BdsDxe: starting Boot0001 ${usb}`];

interface Started {
  readonly lines: readonly string[];
  readonly saw: TrialSign;
}
interface NotStarted {
  readonly lines: readonly string[];
  readonly because: TrialObstacle;
}

const started: Readonly<Record<string, Started>> = {
  'iPXE from a stick': {
    saw: 'ipxe',
    lines: [
      SEABIOS,
      'Booting from Hard Disk...',
      'ISOLINUX 6.04 20200816 EHDD Copyright (C) 1994-2015 H. Peter Anvin et al',
      'iPXE ISO boot image',
      'Loading ipxe.krn... ok',
      'iPXE initialising devices...',
    ],
  },
  'the menu of GRUB': {
    saw: 'grub-menu',
    lines: ['                         GNU GRUB  version 2.06-13+deb12u2', ' ┌──────────┐'],
  },
  'the prompt of GRUB': {
    saw: 'grub-prompt',
    lines: ['Minimal BASH-like line editing is supported.', 'grub> '],
  },
  'a kernel under UEFI': {
    saw: 'kernel',
    lines: [...bdsLoading, '[    0.000000] Linux version 6.1.0-57-amd64 (debian-kernel@lists.debian.org)'],
  },
  'a login': { saw: 'login', lines: ['Debian GNU/Linux 12 rescue ttyS0', 'rescue login: '] },
  'isolinux with a prompt': {
    saw: 'isolinux',
    lines: [SEABIOS, 'Booting from DVD/CD...', 'ISOLINUX 6.04 20200816 ETCD Copyright (C)', 'boot: '],
  },
  'Windows setup': { saw: 'windows', lines: [SEABIOS, 'Press any key to boot from CD or DVD.....'] },
  'a program that nobody knows': { saw: 'text', lines: [...bdsLoading, 'Hello from the other side'] },
};

const notStarted: Readonly<Record<string, NotStarted>> = {
  'a disc without a boot record': {
    because: 'no-bootable-device',
    lines: [
      SEABIOS,
      'Booting from DVD/CD...',
      'Boot failed: Could not read from CDROM (code 0005)',
      'No bootable device.',
    ],
  },
  'a stick without boot code': {
    because: 'no-bootable-device',
    lines: [SEABIOS, 'Booting from Hard Disk...', 'Boot failed: not a bootable disk', 'No bootable device.'],
  },
  'a disk whose loader says that it is none': {
    because: 'loader-lost',
    lines: [SEABIOS, 'Booting from Hard Disk...', 'Missing operating system'],
  },
  'a stick with no loader under UEFI': {
    because: 'efi-shell',
    lines: [
      `BdsDxe: failed to load Boot0001 ${usb}: Not Found`,
      `BdsDxe: loading Boot0002 ${shell}`,
      `BdsDxe: starting Boot0002 ${shell}`,
      'UEFI Interactive Shell v2.2',
      'EDK II',
      'UEFI v2.70 (EDK II, 0x00010000)',
    ],
  },
  'a stick with no loader under Secure Boot, whose own shell is refused': {
    because: 'no-bootable-device',
    lines: [
      `BdsDxe: failed to load Boot0001 ${usb}: Not Found`,
      `BdsDxe: loading Boot0002 ${shell}`,
      `BdsDxe: failed to load Boot0002 ${shell}: Access Denied`,
      'BdsDxe: No bootable option or device was found.',
      'BdsDxe: Press any key to enter the Boot Manager Menu.',
    ],
  },
  'a loader that nobody signed': {
    because: 'signature-refused',
    lines: [`BdsDxe: loading Boot0001 ${usb}`, `BdsDxe: failed to load Boot0001 ${usb}: Access Denied`],
  },
  'a GRUB that shim refuses': {
    because: 'signature-refused',
    lines: [...bdsLoading, 'Verification failed: (0x1A) Security Violation'],
  },
  'a GRUB that does not find its files': {
    because: 'loader-lost',
    lines: ['error: no such partition.', 'Entering rescue mode...', 'grub rescue> '],
  },
  'firmware that goes on and on': { because: 'only-firmware', lines: [SEABIOS, 'Booting from Hard Disk...'] },
};

export const recorded = { started, notStarted };
