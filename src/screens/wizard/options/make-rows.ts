import { advancedRows, hasIso } from './advanced-rows.ts';
import type { OptionRow } from './rows.ts';

/** How a folder becomes an image. */
export const makeRows: readonly OptionRow[] = [
  {
    kind: 'text',
    id: 'label',
    title: 'Label',
    why: 'The name a computer shows for the disc; at most 32 characters. Empty: what boot menus look for, else the name of the folder.',
    empty: '',
  },
  {
    kind: 'choice',
    id: 'boot',
    title: 'Boot',
    why: 'Boot files in the folder are found and made to work.',
    words: {
      auto: ['auto', 'Boot files in the folder are found, and the image is made to start from them.'],
      none: ['none', 'Boot files stay plain files: nothing will start from the image.'],
    },
  },
  {
    kind: 'choice',
    id: 'hybrid',
    title: 'Starts from sticks',
    why: 'A partition table, so that a stick the image is written to starts too.',
    words: {
      auto: ['auto', 'A partition table where this kind of medium can start from sticks.'],
      on: ['yes', 'A partition table in any case, so that a stick starts too.'],
      off: ['no', 'No partition table: only discs start from the image.'],
    },
    applies: (answers) => hasIso(answers) && answers.options.choices.boot === 'auto',
  },
  {
    kind: 'text',
    id: 'bootFrom',
    title: 'Boot files from',
    why: 'The original image of this folder, its whole path: what the folder lacks to start is taken from there.',
    empty: 'the folder and this machine',
    applies: (answers) =>
      hasIso(answers) && answers.options.choices.boot === 'auto' && answers.source?.kind === 'folder',
  },
  {
    kind: 'text',
    id: 'exclude',
    title: 'Leave out',
    why: 'Names or patterns as in .gitignore, parted by commas: *.tmp, /build/, !keep.tmp',
    empty: 'nothing',
  },
  {
    kind: 'choice',
    id: 'followLinks',
    title: 'Follow links',
    why: 'Put in the file a link points to, not the link.',
  },
  {
    kind: 'choice',
    id: 'joliet',
    title: 'Names for Windows',
    why: 'Joliet: long names and Unicode on Windows.',
    applies: hasIso,
  },
  {
    kind: 'choice',
    id: 'rockRidge',
    title: 'Names for Unix',
    why: 'Rock Ridge: names, modes, owners, times and links on Linux and Unix.',
    applies: hasIso,
  },
  {
    kind: 'choice',
    id: 'udf',
    title: 'UDF',
    why: 'Large files and long names on newer systems, over the same data.',
    words: {
      auto: ['auto', 'UDF beside ISO 9660 unless it would cost much and nothing in the folder needs it.'],
      on: ['yes', 'UDF beside ISO 9660 in any case: files over 4 GiB, long names on newer systems.'],
      off: ['no', 'No UDF: ISO 9660 with its extensions only.'],
    },
  },
  {
    kind: 'choice',
    id: 'checksums',
    title: 'Checksums inside',
    why: 'A file in the image with the checksums of all others.',
    words: {
      none: ['none', 'No file with checksums is added.'],
      sha256: ['SHA256SUMS', 'Adds SHA256SUMS; sha256sum -c checks the files anywhere.'],
      md5: ['md5sum.txt', 'Adds md5sum.txt, which live systems check at their start.'],
    },
  },
  {
    kind: 'choice',
    id: 'md5',
    title: 'Media check',
    why: 'Puts in the checksum that checkisomd5 and the installers of Fedora and Red Hat look for.',
    applies: hasIso,
  },
  {
    kind: 'choice',
    id: 'strict',
    title: 'Refuse any loss',
    why: 'Fail when the image would lose something: a shortened name, a dropped link, an owner.',
  },
  ...advancedRows,
];
