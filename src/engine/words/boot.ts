import type { BootFacts, BootNote, BootNoteCode, ProfileId } from '../boot/facts.ts';
import type { Forecast } from '../inspect/inspection.ts';
import { cleanText } from './clean.ts';
import { sizeText } from './sizes.ts';

/** What a folder is: `The folder is …`. */
const profileNames: Record<ProfileId, string> = {
  windows: 'a Windows installation or recovery medium',
  'debian-live': 'a Debian live system',
  'debian-installer': 'a Debian installer',
  ubuntu: 'an Ubuntu live system',
  fedora: 'a Fedora, Red Hat or similar medium',
  arch: 'an Arch Linux live system',
  opensuse: 'an openSUSE medium',
  memtest: 'a memory test',
  freebsd: 'a FreeBSD medium',
  isolinux: 'a medium that isolinux starts',
  grub: 'a medium that GRUB starts',
  'systemd-boot': 'a medium that systemd-boot starts',
  efi: 'a medium that UEFI starts',
  floppy: 'a medium with a bootable floppy image',
  data: 'plain data: nothing in it starts a computer',
};

export function profileName(profile: ProfileId): string {
  return profileNames[profile];
}

const loaderNames: Record<string, string> = {
  isolinux: 'isolinux',
  grub: 'GRUB',
  'grub-legacy': 'GRUB 0.97',
  windows: "Windows' boot manager",
  freebsd: "FreeBSD's loader",
  limine: 'Limine',
  floppy: 'a floppy image',
  original: 'the loader of the original image',
};

/** What was found in the folder and what is made of it, a line each; nothing of the notes. */
export function bootLines(facts: BootFacts): string[] {
  const { bios, efi } = facts;
  const lines = [`The folder is ${profileName(facts.profile)}.`];
  if (bios) lines.push(`BIOS: ${loaderNames[bios.loader] ?? bios.loader}, ${bios.path}`);
  if (efi)
    lines.push(
      efi.from !== 'built'
        ? `UEFI: ${efi.path}`
        : `UEFI: an EFI system partition of ${sizeText(efi.sizeBytes)} is built from ${efi.path}`,
    );
  if (facts.codeFrom !== undefined) lines.push(`Sticks: boot code of ${facts.codeFrom}`);
  return lines.map(cleanText);
}

type Words = (about: string, also: string) => string;

/** What happened or would, and the way out. */
const noteWords: Record<BootNoteCode, Words> = {
  'bios-image-missing': (about, also) =>
    `The folder is ${nameOf(also)}, and its boot image for BIOS is missing (${about}). BIOS will not start it: ` +
    'make it with --boot-from ORIGINAL.iso, or copy that file from the package of its loader',
  'efi-image-missing': (about, also) =>
    `The folder is ${nameOf(also)}, and its boot image for UEFI is missing (${about}). UEFI will ` +
    'not start it: some images keep it outside their files. Make it with --boot-from ORIGINAL.iso, or copy its EFI folder',
  'efi-image-unusable': (about) =>
    `${about} is no FAT file system with EFI/BOOT/BOOT*.EFI, so UEFI cannot start from it`,
  'efi-image-rebuilt': (about) =>
    `The original's image for UEFI (${about}) is not in the folder; a new one is built from EFI/BOOT`,
  'efi-image-large': () =>
    'The EFI system partition is over 32 MiB: some firmware starts it from a stick only',
  'stick-code-missing': (about, also) =>
    `${about}'s boot code for sticks is neither in the folder nor on this machine, so BIOS will start the image ` +
    `from CD only. Install ${also}, or give --boot-from ORIGINAL.iso, and make the image again`,
  'isolinux-not-hybrid': (about) =>
    `${about} is too old to be started from sticks (it lacks the hybrid mark): BIOS will start the image from CD only`,
  'label-kept': (about) => `The boot menu looks for a volume named ${about}, and the image has that label`,
  'label-differs': (about, also) =>
    `The boot menu looks for a volume named ${about}, and the label is ${also}: the system will not find its files. ` +
    `Give --label ${about}`,
  'date-kept': (about) => `The boot menu looks for a volume made at ${about}, and the image has that date`,
  'date-differs': (about) =>
    `The boot menu looks for a volume made at ${about}, and the image has another date: the system will not find its files`,
  'windows-stick': () =>
    'Windows media start from CD, and not from a stick that the image is written to as it is: a stick needs the files',
  'rock-ridge-needed': () => 'Without Rock Ridge most Linux systems do not find their files',
  'boot-from-original': (about) =>
    `Boot images, boot code and partition table are those of ${about}, with their new places`,
  'image-taken': (about) => `${about} is not in the folder and is taken from the original image`,
  'partition-left-out': (about) =>
    `The original's partition that begins at block ${about} is left out: nothing of it is known`,
  'apple-map-left-out': () =>
    "The original's partition map for Macs is left out: Macs start the image by its other tables",
  'original-starts-nothing': (about) => `${about} starts nothing itself: boot files are those of the folder`,
  'boot-left-out': () => 'Boot files are left as plain files, as asked (--boot none)',
};

function nameOf(profile: string): string {
  return profileNames[profile as ProfileId] ?? profile;
}

/** A note of the boot side in words. */
export function bootNoteText({ code, about = '', also = '' }: BootNote): string {
  return cleanText(noteWords[code](about, also));
}

const firmwareNames: Record<string, string> = {
  bios: 'BIOS',
  'uefi-x64': 'UEFI',
  'uefi-ia32': 'UEFI 32-bit',
  'uefi-aa64': 'UEFI ARM64',
  'uefi-arm': 'UEFI ARM',
  'uefi-riscv64': 'UEFI RISC-V',
};

/** The forecast as a table: firmware, medium, answer, reason. */
export function forecastLines(forecast: readonly Forecast[]): string[] {
  const rows = forecast.map(({ firmware, medium, boots, why }) => [
    firmwareNames[firmware] ?? firmware,
    medium === 'cd' ? 'CD' : 'USB stick',
    boots === true ? 'boots' : boots === false ? 'does not boot' : 'not certain',
    why,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    cleanText(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
  );
}

/** Whether anything at all starts from the image: plain data needs no table. */
export function isBootable(forecast: readonly Forecast[]): boolean {
  return forecast.some(({ boots }) => boots !== false);
}

/** All that is to be said of the boot side: what it is, what to know, what starts where. */
export function bootWords(facts: BootFacts | undefined, forecast: readonly Forecast[]): string[] {
  const isMeant = facts !== undefined && facts.profile !== 'data';
  return [
    ...(facts ? bootLines(facts) : []),
    ...(facts?.notes ?? []).map((note) => `note: ${bootNoteText(note)}`),
    ...(isMeant || isBootable(forecast) ? forecastLines(forecast) : []),
  ];
}

/** The forecast in short, a line for each firmware: `UEFI: CD yes, USB stick not certain`. */
export function startsLines(forecast: readonly Forecast[]): string[] {
  const byFirmware = Map.groupBy(forecast, ({ firmware }) => firmware);
  const answer = ({ boots }: Forecast) => (boots === true ? 'yes' : boots === false ? 'no' : 'not certain');
  return [...byFirmware].map(([firmware, rows]) => {
    const media = rows.map((row) => `${row.medium === 'cd' ? 'CD' : 'USB stick'} ${answer(row)}`);
    return `${firmwareNames[firmware] ?? firmware}: ${media.join(', ')}`;
  });
}
