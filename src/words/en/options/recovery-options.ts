import type { OptionWords } from '../../options/option-words.ts';

/** Options of a recovery image. */
export const recoveryOptions = {
  packages: {
    title: 'Packages from a folder',
    why: 'Only packages that lie in this folder are taken; nothing is fetched.',
    empty: 'no: from apt',
    help: 'take packages from this folder only',
    valueName: 'folder',
  },
  mirror: {
    title: 'Mirror',
    why: 'The address of a Debian mirror. By default, those in the configuration of apt.',
    empty: 'as apt has it',
    help: 'the address of a Debian mirror (default: those in the configuration of apt)',
    valueName: 'url',
  },
  suite: {
    title: 'Release',
    why: 'The Debian release at that address.',
    empty: 'stable',
    help: 'the Debian release on the mirror (default: stable)',
    valueName: 'name',
  },
  lock: {
    title: 'Lock file',
    why: 'The exact packages: taken from this file if it is there, otherwise written to it.',
    empty: 'none',
    help: 'take exactly the packages in this file; if it is not there, write it',
    valueName: 'file',
  },
  extras: {
    title: 'Further tools',
    why: 'Names parted by commas: wim, ntfs, lvm, md, luks, ssh, ddrescue, gdisk, squashfs.',
    empty: 'none',
    help: 'add tools, parted by commas: wim, ntfs, lvm, md, luks, ssh, ddrescue, gdisk, squashfs',
    valueName: 'list',
    summary: { label: 'with', text: (said: string) => said },
  },
  node: {
    title: 'Node',
    why: 'The Node that runs in the image: a program for 64-bit Linux on x86.',
    empty: 'the one that runs',
    help: 'the Node that runs in the image, for linux-x64 (default: the one that runs this)',
    valueName: 'file',
  },
  level: {
    title: 'How hard to pack',
    why: 'From 1 (seconds, a larger image) to 19 (minutes, the smallest one).',
    empty: '19',
    help: 'how hard to pack, from 1 (seconds) to 19 (minutes, smallest; default)',
    valueName: 'n',
  },
  recoveryTime: {
    title: 'One time for all',
    why: 'Seconds since 1970, like SOURCE_DATE_EPOCH: the same packages give the same bytes.',
    empty: '-',
    help: 'one time for everything in the image, in seconds since 1970',
  },
} satisfies { readonly [id: string]: OptionWords };
