import type { TrialObstacle, TrialSign } from '../../engine/contract/events/trial.ts';

/** What `try` says. Names of signs, obstacles and firmware are keys of the facts. */

const saw: { readonly [S in TrialSign]: string } = {
  login: 'a login prompt',
  kernel: 'a kernel starting',
  'grub-menu': 'the boot menu of GRUB',
  'grub-prompt': 'the prompt of GRUB',
  grub: 'GRUB',
  isolinux: 'ISOLINUX or SYSLINUX',
  ipxe: 'iPXE',
  windows: 'the boot manager of Windows',
  'systemd-boot': 'the menu of systemd-boot',
  memtest: 'Memtest86+',
  text: 'text that is not the firmware’s',
  picture: 'a picture that is not the firmware’s',
};

const because: { readonly [O in TrialObstacle]: string } = {
  'signature-refused': 'the firmware or shim refused a signature (Secure Boot)',
  'no-bootable-device': 'the firmware found nothing that it could boot',
  'efi-shell': 'the firmware found no loader and went on to its own shell',
  'loader-lost': 'the loader started and did not find its files',
  'machine-ended': 'the machine was reset or switched off before anything was seen',
  'only-firmware': 'nothing but the firmware was seen',
  blank: 'the screen stayed blank',
};

const firmware: { readonly [firmware: string]: string } = {
  bios: 'BIOS',
  uefi: 'UEFI',
  'secure-boot': 'UEFI with Secure Boot',
};

export const trial = {
  saw,
  because,
  firmware,
  media: { cd: 'a CD', usb: 'a USB stick' },
  trying: (path: string, medium: string, name: string) => `${path}: trying it as ${medium} with ${name}.`,
  wouldTry: (path: string, medium: string, name: string) => `would try ${path} as ${medium} with ${name}`,
  forecastSays: (answer: string) => `The forecast for that is: ${answer}.`,
  others: 'Other ways: --firmware bios|uefi|secure-boot, --medium cd|usb.',
  watching: (seconds: string) => `The machine runs since ${seconds} s.`,
  beginning: (path: string) => `${path}: the virtual machine is being started.`,
  started: (seen: string, seconds: string) => `started: saw ${seen} after ${seconds} s`,
  notStarted: (why: string, seconds: string) => `did not start: ${why} (after ${seconds} s)`,
  disagrees: 'The forecast said otherwise: please report that.',
  slow: 'The machine is emulated without help of the processor, so it is slow.',
  screen: 'Its screen at the end:',
  serial: 'Its serial line at the end:',
  packed: (path: string) =>
    `${path} is compressed or an address, and firmware cannot read that: make an image of it first (isowright convert, isowright write to a file)`,
  notSeconds: (text: string) => `--seconds ${text}: a whole number from 1 to 3600 is needed`,
};
