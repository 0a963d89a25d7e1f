import { kernelWord } from '../../contract/plan/kernel-words.ts';

export interface MenuEntry {
  readonly title: string;
  /** Words that are added to the kernel's line. */
  readonly words: string;
}

/** The image asks for a language here, and nowhere else. */
export const menuEntries: readonly MenuEntry[] = [
  { title: 'isowright recovery', words: '' },
  {
    title: 'isowright recovery (Deutsch)',
    words: `${kernelWord.language}=de ${kernelWord.keymap}=de-latin1-nodeadkeys`,
  },
  { title: 'isowright recovery, plain lines', words: 'plain' },
];

const CONSOLES = 'console=ttyS0,115200 console=tty0';
const QUIET = 'quiet loglevel=3';
const WAIT_SECONDS = 3;

const lineOf = ({ words }: MenuEntry, uuid: string): string =>
  [CONSOLES, QUIET, `${kernelWord.medium}=${uuid}`, words].filter((part) => part !== '').join(' ');

/** What the signed GRUB of CDs reads. It knows its medium by `/.disk/info`. */
export function grubMenu(uuid: string): string {
  const entries = menuEntries.map(
    (entry) =>
      `menuentry "${entry.title}" {\n  linux /boot/vmlinuz ${lineOf(entry, uuid)}\n  initrd /boot/initrd.img\n}\n`,
  );
  const serial =
    'if serial --unit=0 --speed=115200; then\n  terminal_input console serial\n  terminal_output console serial\nfi\n';
  return `${serial}set timeout=${WAIT_SECONDS}\nset default=0\n${entries.join('')}`;
}

/** The same for isolinux. */
export function isolinuxMenu(uuid: string): string {
  const entries = menuEntries.map((entry, index) => {
    const label = `LABEL ${index + 1}\n  KERNEL /boot/vmlinuz\n  INITRD /boot/initrd.img\n`;
    return `${label}  APPEND ${lineOf(entry, uuid)}\n`;
  });
  const said = menuEntries.map(({ title }, index) => `SAY ${index + 1}  ${title}\n`);
  const head = `SERIAL 0 115200\nDEFAULT 1\nPROMPT 1\nTIMEOUT ${WAIT_SECONDS * 10}\n`;
  return head + said.join('') + entries.join('');
}
