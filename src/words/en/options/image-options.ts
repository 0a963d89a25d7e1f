import type { OptionWords } from '../../options/option-words.ts';

/** Options of an image that is made from files. */
export const imageOptions = {
  label: {
    title: 'Label',
    why: 'The name a computer shows for the disc; at most 32 characters. Empty: what boot menus look for, else the name of the folder.',
    help: 'volume label',
    summary: 'none',
    valueName: 'text',
    empty: '',
  },
  boot: {
    title: 'Boot',
    why: 'Boot files in the folder are found and made to work.',
    help: 'auto: boot files are found by themselves; none: they stay plain files',
    valueName: 'how',
    values: {
      auto: ['auto', 'Boot files in the folder are found, and the image is made to start from them.'],
      none: ['none', 'Boot files stay plain files: nothing will start from the image.'],
    },
  },
  hybrid: {
    title: 'Starts from sticks',
    why: 'A partition table, so that a stick the image is written to starts too.',
    help: 'sticks start from the image too (default where the medium can)',
    helpOff: 'only discs start from the image: no partition table',
    values: {
      auto: ['auto', 'A partition table where this kind of medium can start from sticks.'],
      on: ['yes', 'A partition table in any case, so that a stick starts too.'],
      off: ['no', 'No partition table: only discs start from the image.'],
    },
  },
  bootFrom: {
    title: 'Boot files from',
    why: 'The original image of this folder, its whole path: what the folder lacks to start is taken from there.',
    help: 'the original image: what the folder lacks to start is taken from it',
    valueName: 'image',
    empty: 'the folder and this machine',
  },
  exclude: {
    title: 'Leave out',
    why: 'Names or patterns as in .gitignore, parted by commas: *.tmp, /build/, !keep.tmp',
    help: 'leave out, as in .gitignore',
    summary: { label: 'left out', text: (said: string) => said },
    valueName: 'glob',
    empty: 'nothing',
  },
  followLinks: {
    title: 'Follow links',
    why: 'Put in the file a link points to, not the link.',
    help: 'store what symbolic links point to',
  },
  joliet: {
    title: 'Names for Windows',
    why: 'Joliet: long names and Unicode on Windows.',
    help: 'with Joliet names (default)',
    helpOff: 'without Joliet names',
  },
  rockRidge: {
    title: 'Names for Unix',
    why: 'Rock Ridge: names, modes, owners, times and links on Linux and Unix.',
    help: 'with Rock Ridge (default)',
    helpOff: 'without Rock Ridge',
  },
  udf: {
    title: 'UDF',
    why: 'Large files and long names on newer systems, over the same data.',
    help: 'with UDF 1.02 (default, unless it costs much and nothing needs it)',
    helpOff: 'without UDF',
    values: {
      auto: ['auto', 'UDF beside ISO 9660 unless it would cost much and nothing in the folder needs it.'],
      on: ['yes', 'UDF beside ISO 9660 in any case: files over 4 GiB, long names on newer systems.'],
      off: ['no', 'No UDF: ISO 9660 with its extensions only.'],
    },
  },
  checksums: {
    title: 'Checksums inside',
    why: 'A file in the image with the checksums of all others.',
    help: 'put in a file with the checksums of all files',
    valueName: 'kind',
    values: {
      none: ['none', 'No file with checksums is added.'],
      sha256: ['SHA256SUMS', 'Adds SHA256SUMS; sha256sum -c checks the files anywhere.'],
      md5: ['md5sum.txt', 'Adds md5sum.txt, which live systems check at their start.'],
    },
  },
  md5: {
    title: 'Media check',
    why: 'Puts in the checksum that checkisomd5 and the installers of Fedora and Red Hat look for.',
    help: 'put in the checksum that checkisomd5 looks for',
  },
  strict: {
    title: 'Refuse any loss',
    why: 'Fail when the image would lose something: a shortened name, a dropped link, an owner.',
    help: 'fail when the image would lose something',
  },
  allowMissing: {
    title: 'Allow missing files',
    why: 'Make the image even if something cannot be read; the report names all that is missing.',
    help: 'make the image even if something cannot be read',
  },
  oneFileSystem: {
    title: 'One file system',
    why: 'Leave out other file systems that are mounted inside the folder; their folders stay, and are empty.',
    help: 'leave out file systems that are mounted inside the folder',
  },
  isoLevel: {
    title: 'ISO 9660 level',
    why: 'How plain names look to readers that know nothing else.',
    help: 'of plain names; 4 adds a descriptor for long ones',
    valueName: 'level',
    values: {
      auto: ['auto', 'Level 3: plain names of 31 characters, files of any size.'],
      1: ['1', 'Plain names of 8 and 3 characters, for very old readers.'],
      2: ['2', 'Plain names of 31 characters, files of one piece.'],
      3: ['3', 'Plain names of 31 characters, files of any size.'],
      4: ['4', 'Level 3 and a second descriptor with names of 207 characters.'],
    },
  },
  iso9660: {
    title: 'ISO 9660',
    why: 'Off: UDF alone. Nothing starts from such an image, and old readers see nothing.',
    help: 'UDF alone',
  },
  relocate: {
    title: 'Move deep folders',
    why: 'Folders deeper than eight levels are recorded in rr_moved, as very old readers need it.',
    help: 'record folders deeper than eight levels elsewhere, as old readers need it',
  },
  zisofs: {
    title: 'Pack files (zisofs)',
    why: 'Files are packed as Linux unpacks them on the fly. Only Linux reads such an image: no Joliet, no UDF.',
    help: 'pack files as Linux unpacks them on the fly; no Joliet, no UDF',
  },
  partitionTree: {
    title: 'Partition mounts alone',
    why: 'A second directory tree, so that the first partition of a stick can be mounted by itself.',
    help: 'the first partition of a stick can be mounted by itself (a second directory tree)',
  },
  padChanged: {
    title: 'Pad changed files',
    why: 'A file that changes meanwhile is padded or cut, and said, instead of failing the job.',
    help: 'pad files that change meanwhile, and say so, instead of failing',
  },
  padding: {
    title: 'Padding sectors',
    why: 'Empty sectors at the end; by default 150 up to the size of a CD.',
    help: 'empty sectors at the end (default: 150 up to the size of a CD)',
    valueName: 'sectors',
    empty: '-',
  },
  fixedTime: {
    title: 'One time for all',
    why: 'Seconds since 1970, as SOURCE_DATE_EPOCH: the same tree gives the same bytes.',
    empty: '-',
  },
  hide: {
    title: 'Hide from ISO 9660',
    why: 'Patterns as in Leave out: not shown in the ISO 9660 and Rock Ridge tree; the content stays in the image.',
    help: 'not in the ISO 9660 and Rock Ridge tree',
    valueName: 'glob',
    empty: 'nothing',
  },
  hideJoliet: {
    title: 'Hide from Joliet',
    why: 'Patterns as in Leave out: not shown in the Joliet tree, which Windows reads.',
    help: 'not in the Joliet tree',
    valueName: 'glob',
    empty: 'nothing',
  },
  hideUdf: {
    title: 'Hide from UDF',
    why: 'Patterns as in Leave out: not shown in the UDF tree.',
    help: 'not in the UDF tree',
    valueName: 'glob',
    empty: 'nothing',
  },
} satisfies { readonly [id: string]: OptionWords };
