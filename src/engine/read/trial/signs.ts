import type { TrialObstacle, TrialSign } from '../../contract/events/trial.ts';

/** What is looked for in the text that a machine shows: by words that these programs write, and nobody else. */

export interface Sign {
  readonly saw: TrialSign;
  readonly pattern: RegExp;
  /** It announces itself before it has found its own files: it must go on for a while without giving up. */
  readonly isEarly?: true;
}

/** The first that matches counts. */
export const signs: readonly Sign[] = [
  { saw: 'login', pattern: /^\S* ?login: *$/m },
  { saw: 'kernel', pattern: /Linux version \d|^\[ +0\.0{6}\]|Run \/\w+ as init|^Welcome to FreeBSD/m },
  { saw: 'grub-menu', pattern: /GNU GRUB +version/ },
  { saw: 'grub-prompt', pattern: /^grub> *$/m },
  {
    saw: 'ipxe',
    pattern: /Open Source Network Boot Firmware|iPXE initialising|^iPXE \d|Ctrl-B for the iPXE/m,
  },
  {
    saw: 'windows',
    pattern:
      /Press any key to boot from (CD|USB)|Windows Boot Manager|Windows is loading files|^Loading files\.\.\./m,
  },
  { saw: 'systemd-boot', pattern: /Reboot Into Firmware Interface|^Boot in \d+ s/m },
  { saw: 'memtest', pattern: /Memtest86/i },
  { saw: 'isolinux', pattern: /^(ISO|SYS|EXT|PXE)LINUX \d|^boot: *$/m, isEarly: true },
  { saw: 'grub', pattern: /Welcome to GRUB!|^GRUB loading/m, isEarly: true },
];

/** Whoever says this has given up. */
export const obstacles: readonly { readonly because: TrialObstacle; readonly pattern: RegExp }[] = [
  {
    because: 'signature-refused',
    pattern:
      /Access Denied|Security Violation|bad shim signature|prohibited by secure boot policy|Verifi\w+ failed/i,
  },
  {
    because: 'loader-lost',
    pattern:
      /grub rescue>|Failed to load ldlinux|isolinux\.bin missing|ISOLINUX: [Dd]isk error|Missing operating system|Operating system not found|Invalid partition table|(BOOTMGR|NTLDR) is missing|not a bootable disk\.? +Please|Non-System disk|Unable to locate configuration file/,
  },
  {
    because: 'no-bootable-device',
    pattern: /No bootable device\.|No bootable option or device was found/,
  },
  { because: 'efi-shell', pattern: /UEFI Interactive Shell|^Shell> *$/m },
];

/** What firmware itself says on its way: SeaBIOS and EDK II. */
const FIRMWARE_LINES =
  /^(SeaBIOS|Machine UUID|Booting from|Boot failed|BdsDxe:|iPXE \(http|Press (ESC|F12|any key)|No bootable|UEFI (Firmware|Misc)|Could not read)|boot menu|not initiali[sz]ed the display/i;

/** With Secure Boot it refuses its own shell, too: that says nothing about the image. */
export const OWN_SHELL = /^BdsDxe: .*"EFI Internal Shell"/;

/** Firmware hands the machine over. */
export const HANDED_OVER = /^Booting from|^BdsDxe: starting/m;

/** Lines that are not the firmware's own, in letters. */
export function strangeLines(lines: readonly string[]): string[] {
  return lines.filter((line) => /[a-z]{3}/i.test(line) && !FIRMWARE_LINES.test(line.trim()));
}
