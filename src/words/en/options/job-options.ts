import type { OptionWords } from '../../options/option-words.ts';

const tests: { readonly [value: string]: string } = {
  quick: 'a quick one first',
  full: 'every byte of the drive first: takes long',
  off: 'none',
};
const testText = (said: string) => tests[said] ?? said;

/** Options of a job: how a result is proved, how a drive is written, how targets are named. */
export const jobOptions = {
  files: {
    title: 'On the drive',
    why: 'The stick holds the files of the image: it can be written to, and boots with UEFI. Otherwise it becomes the image itself.',
    help: 'put the files on the drive, as a FAT32 stick that can be written to, not the image itself',
    summary: { label: 'written', text: () => 'as files on FAT32, not as an image' },
    values: {
      off: [
        'as an image',
        'The drive becomes the image, as its makers meant it. What is on it cannot be changed.',
      ],
      on: [
        'as files',
        'A FAT32 stick with the files of the image: it can be written to, and what is left stays free.',
      ],
    },
  },
  table: {
    title: 'Partition table',
    why: 'MBR is read by everything; GPT is for drives over 2 TiB, and for those who want it.',
    help: 'the partition table of a stick with files: mbr or gpt (default: mbr up to 2 TiB)',
    valueName: 'kind',
    summary: { label: 'table', text: (said: string) => said.toUpperCase() },
    values: {
      auto: ['by size', 'MBR up to 2 TiB, GPT above.'],
      mbr: ['MBR', 'Read by every computer.'],
      gpt: ['GPT', 'With a copy at the end of the drive.'],
    },
  },
  bios: {
    title: 'Starts by BIOS',
    why: 'Old computers start from the first sector. What stands there comes from programs of this machine: GRUB, or syslinux.',
    help: 'what a BIOS starts from a stick with files: grub, syslinux or none (default: what this machine can make)',
    valueName: 'loader',
    summary: {
      label: 'BIOS',
      text: (said: string) => (said === 'none' ? 'does not start it' : `by ${said}`),
    },
    values: {
      auto: ['what is there', 'GRUB for menus of GRUB, else syslinux of the version that the image has.'],
      grub: ['GRUB', 'Put together by grub-mkimage, and shows the menu of the image.'],
      syslinux: ['syslinux', 'Of the same version as the isolinux of the image; with an MBR.'],
      none: ['no', 'Only UEFI starts the stick.'],
    },
  },
  filesSize: {
    title: 'Size of the partition',
    why: 'The partition that holds the files has this size, and the rest of the drive stays free, or keeps changes. Otherwise it fills the drive.',
    help: 'with --files: the size of the partition that holds them, as 8G (default: all of the drive); and as 80x24, that of a terminal that does not report it',
    valueName: 'size',
    summary: { label: 'partition', text: (said: string) => `${said}; the rest of the drive is left` },
    empty: 'all of the drive',
  },
  persistence: {
    title: 'Keeps changes',
    why: 'A live system of Debian or Ubuntu then keeps files and settings, in a second partition. Otherwise it forgets them when it is switched off.',
    help: 'a second partition where a live system of Debian or Ubuntu keeps what is changed: a size as 4G, or rest',
    valueName: 'size',
    summary: {
      label: 'keeps changes',
      text: (said: string) => (said === 'rest' ? 'in the rest of the drive' : said),
    },
  },
  stickFileSystem: {
    title: 'File system',
    why: 'What every computer reads, and firmware too.',
    help: 'the file system of a stick with files: fat32 (default), exfat for files of 4 GiB and more (UEFI does not boot from it), fat16',
    valueName: 'kind',
    summary: { label: 'with', text: (said: string) => fileSystemText(said) },
    values: {
      auto: ['by size', 'FAT32, and FAT16 on drives that are too small for it.'],
      fat32: ['FAT32', 'Read by everything, firmware too. No file may have 4 GiB or more.'],
      exfat: ['exFAT', 'For files of 4 GiB and more. UEFI does not boot from it.'],
      fat16: ['FAT16', 'For small drives, and devices that know nothing else.'],
    },
  },
  verify: {
    title: 'Read back and compare',
    why: 'Proves every byte of the result; takes as long again. Without it, the report says that nothing is proved.',
    help: 'do not read the result back',
    summary: 'none',
  },
  delta: {
    title: 'Only what differs',
    why: 'Reads the drive first and writes only what is different: quick when most of it is already there.',
    help: 'read first and write only what differs',
    summary: { label: 'writes', text: () => 'only what differs from what is there' },
  },
  test: {
    title: 'Test the drive first',
    why: 'Does the drive hold as much as it claims?',
    help: 'test whether the drive holds what it claims: quick (default for a new drive), full (destroys all content), off',
    valueName: 'kind',
    summary: { label: 'test', text: testText },
    values: {
      auto: [
        'new drives',
        'A quick test, unless this drive has already passed one. Finds false sizes in seconds; content is put back.',
      ],
      quick: [
        'quick',
        'A few seconds: about 50 places are written, read and put back. Finds drives with a false size.',
      ],
      full: [
        'full',
        'Writes and reads the whole drive, however long that takes: finds every bad place. Everything on it is lost.',
      ],
      off: ['no', 'No test. A false size shows only when the drive is read back.'],
    },
  },
  receipt: {
    title: 'Receipt',
    why: 'The full path of a new file with hashes and identities, which proves the result years later without the image.',
    summary: { label: 'receipt', text: (said: string) => said },
    help: 'write a new file with hashes and identities, to verify the drive later without the image',
    valueName: 'file',
    empty: 'none',
  },
  bmapFile: {
    title: 'Block map',
    why: 'The full path of a .bmap file other than the one beside the image.',
    help: 'use this block map of the image (default: NAME.bmap beside it): what it leaves out is left alone',
    valueName: 'file',
    empty: 'the one beside the image',
  },
  bmap: {
    title: 'Use the block map',
    why: 'A .bmap file beside the image says which blocks matter: the others are not written. A receipt needs all of them.',
    help: 'use no block map: everything counts, even what one leaves out',
  },
  sha256: {
    title: 'SHA-256',
    why: 'What the image should be, or the file it is packed in, as its publisher says: 64 hexadecimal digits.',
    help: 'the SHA-256 that the image, or the file it is packed in, must have',
    valueName: 'hex',
    empty: 'what stands beside the image',
  },
  hashFile: {
    title: 'Checksum file',
    why: 'A checksum file that names the image, wherever it lies; its whole path.',
    help: 'a checksum file that says what the image must be (default: those beside it)',
    valueName: 'file',
    empty: 'those beside the image',
  },
  raw: {
    title: 'Whatever it is',
    why: 'A file that is not an image (a virtual disk, an archive, a web page) is refused. This takes it as it is.',
    help: 'take a file that is not an image as it is',
  },
  allowTruncated: {
    title: 'Allow a cut image',
    why: 'An image that ends before its own volumes, partitions or boot images has been cut off, and is refused. A few are made that way.',
    help: 'accept an image that ends before its own structures do',
  },
  rebuild: {
    title: 'Lay out anew',
    why: 'The files of the image are laid out anew, with the options of an image made from a folder.',
    summary: 'none',
    help: 'lay the files of an image out anew, with the options of make',
  },
  discard: {
    title: 'Discard first',
    why: 'Discards everything on the drive first (TRIM); if it then reads as zeros, zeros need not be written. Nothing can be undone.',
    help: 'discard the content of the drive first (TRIM)',
  },
  driveLabel: {
    title: 'Name',
    why: 'What a computer shows for the drive; at most 11 plain characters.',
    help: 'the name of the file system',
    summary: {
      label: 'becomes',
      always: true,
      text: (said: string) => `one empty partition${said === '' ? '' : ` named ${said}`}`,
    },
    valueName: 'text',
    empty: 'none',
  },
  fileSystem: {
    title: 'File system',
    why: 'What every computer reads without more software.',
    help: 'the file system: fat32, exfat or fat16; by default FAT32 up to 32 GiB (FAT16 below 40 MiB), exFAT above',
    valueName: 'kind',
    summary: { label: 'with', always: true, text: fileSystemText },
    values: {
      auto: ['by size', 'FAT32 up to 32 GiB, exFAT on larger drives.'],
      fat32: ['FAT32', 'Read by everything, televisions and firmware too. No file may be over 4 GiB.'],
      exfat: ['exFAT', 'For files over 4 GiB. Old devices and most firmware cannot read it.'],
      fat16: ['FAT16', 'For devices that know nothing else; up to 2 GiB.'],
    },
  },
  clusters: {
    title: 'Clusters',
    why: 'A file takes up whole clusters: small ones waste less, large ones keep tables short. Some devices ask for a size.',
    help: 'bytes of a cluster: a power of two from 512 to 64K, with exFAT to 32M (default: by the size of the drive)',
    valueName: 'size',
    summary: { label: 'clusters', text: (said: string) => said },
    empty: 'by size',
  },
  partly: {
    help: 'undo even if files that were overwritten cannot come back',
  },
} satisfies { readonly [id: string]: OptionWords };

function fileSystemText(said: string): string {
  const names: { readonly [value: string]: string } = { fat16: 'FAT16', fat32: 'FAT32', exfat: 'exFAT' };
  return names[said] ?? 'FAT32 up to 32 GiB, exFAT on larger drives';
}
