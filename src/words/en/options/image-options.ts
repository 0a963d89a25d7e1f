import type { OptionWords } from '../../options/option-words.ts';

/** Options of an image that is made from files. */
export const imageOptions = {
  label: {
    title: 'Label',
    why: 'The name a computer shows for the disc; at most 32 characters. Empty: what boot menus look for, or else the name of the folder.',
    help: 'volume label',
    summary: 'none',
    valueName: 'text',
    empty: '',
  },
  boot: {
    title: 'Boot',
    why: 'Boot files in the folder are detected and made to work.',
    help: 'auto: boot files are detected; none: they stay plain files',
    valueName: 'how',
    values: {
      auto: ['auto', 'Boot files in the folder are detected, and the image boots from them.'],
      none: ['none', 'Boot files stay plain files: nothing will boot from the image.'],
    },
  },
  hybrid: {
    title: 'Boots from sticks',
    why: 'A partition table, so that a stick with this image on it boots too.',
    help: 'make the image boot from sticks too (default where it can)',
    helpOff: 'make the image boot from discs only: no partition table',
    values: {
      auto: ['auto', 'A partition table where this kind of medium can boot from sticks.'],
      on: ['yes', 'Always a partition table, so that a stick boots too.'],
      off: ['no', 'No partition table: the image boots from discs only.'],
    },
  },
  bootFrom: {
    title: 'Boot files from',
    why: 'The full path of the original image of this folder: what the folder lacks for booting is taken from it.',
    help: 'the original image: what the folder lacks for booting is taken from it',
    valueName: 'image',
    empty: 'the folder and this machine',
  },
  exclude: {
    title: 'Leave out',
    why: 'Names or patterns as in .gitignore, separated by commas: *.tmp, /build/, !keep.tmp',
    help: 'leave out what matches, as in .gitignore',
    summary: { label: 'left out', text: (said: string) => said },
    valueName: 'glob',
    empty: 'nothing',
  },
  followLinks: {
    title: 'Follow links',
    why: 'Store the file a link points to, not the link.',
    help: 'store what symbolic links point to',
  },
  joliet: {
    title: 'Names for Windows',
    why: 'Joliet: long names and Unicode on Windows.',
    help: 'add Joliet names (default)',
    helpOff: 'add no Joliet names',
  },
  rockRidge: {
    title: 'Names for Unix',
    why: 'Rock Ridge: names, modes, owners, times and links on Linux and Unix.',
    help: 'add Rock Ridge (default)',
    helpOff: 'add no Rock Ridge',
  },
  udf: {
    title: 'UDF',
    why: 'Large files and long names on newer systems, over the same data.',
    help: 'add UDF 1.02 (default, unless it costs much and nothing needs it)',
    helpOff: 'add no UDF',
    values: {
      auto: ['auto', 'UDF alongside ISO 9660, unless it would cost much and nothing in the folder needs it.'],
      on: ['yes', 'Always UDF alongside ISO 9660: files over 4 GiB, long names on newer systems.'],
      off: ['no', 'No UDF: ISO 9660 with its extensions only.'],
    },
  },
  checksums: {
    title: 'Checksums inside',
    why: 'A file in the image with the checksums of all the others.',
    help: 'add a file with the checksums of all files',
    valueName: 'kind',
    values: {
      none: ['none', 'No file with checksums is added.'],
      sha256: ['SHA256SUMS', 'Adds SHA256SUMS; sha256sum -c checks the files anywhere.'],
      md5: ['md5sum.txt', 'Adds md5sum.txt, which live systems check when they boot.'],
    },
  },
  md5: {
    title: 'Media check',
    why: 'Implants the checksum that checkisomd5 and the installers of Fedora and Red Hat look for.',
    help: 'implant the checksum that checkisomd5 looks for',
  },
  strict: {
    title: 'Refuse any loss',
    why: 'Fail if the image would lose something: a shortened name, a dropped link, an owner.',
    help: 'fail if the image would lose something',
  },
  allowMissing: {
    title: 'Allow missing files',
    why: 'Make the image even if something cannot be read; the report names everything that is missing.',
    help: 'make the image even if something cannot be read',
  },
  oneFileSystem: {
    title: 'One file system',
    why: 'Leave out other file systems mounted inside the folder; their folders stay, but are empty.',
    help: 'leave out file systems mounted inside the folder',
  },
  isoLevel: {
    title: 'ISO 9660 level',
    why: 'How plain names look to readers that support nothing else.',
    help: 'the level of plain names; 4 adds a descriptor for long ones',
    valueName: 'level',
    values: {
      auto: ['auto', 'Level 3: plain names of 31 characters, files of any size.'],
      1: ['1', 'Plain names of 8 plus 3 characters, for very old readers.'],
      2: ['2', 'Plain names of 31 characters, files in one piece.'],
      3: ['3', 'Plain names of 31 characters, files of any size.'],
      4: ['4', 'Level 3, and a second descriptor with names of 207 characters.'],
    },
  },
  iso9660: {
    title: 'ISO 9660',
    why: 'Off: UDF alone. Nothing boots from such an image, and old readers see nothing.',
    help: 'make an image with UDF alone',
  },
  relocate: {
    title: 'Move deep folders',
    why: 'Folders deeper than eight levels are recorded in rr_moved, as very old readers require.',
    help: 'record folders deeper than eight levels elsewhere, as old readers require',
  },
  zisofs: {
    title: 'Compress (zisofs)',
    why: 'Files are compressed; Linux unpacks them on the fly. Only Linux reads such an image: no Joliet, no UDF.',
    help: 'compress files so that Linux unpacks them on the fly; no Joliet, no UDF',
  },
  partitionTree: {
    title: 'Partition mounts alone',
    why: 'A second directory tree, so that the first partition of a stick can be mounted on its own.',
    help: 'let the first partition of a stick be mounted on its own (a second directory tree)',
  },
  padChanged: {
    title: 'Pad changed files',
    why: 'A file that changes while it is read is padded or cut, and reported, instead of failing the job.',
    help: 'pad files that change while they are read, and report them, instead of failing',
  },
  padding: {
    title: 'Padding sectors',
    why: 'Empty sectors at the end; by default 150, up to the size of a CD.',
    help: 'empty sectors at the end (default: 150, up to the size of a CD)',
    valueName: 'sectors',
    empty: '-',
  },
  fixedTime: {
    title: 'One time for all',
    why: 'Seconds since 1970, like SOURCE_DATE_EPOCH: the same tree gives the same bytes.',
    empty: '-',
  },
  hide: {
    title: 'Hide from ISO 9660',
    why: 'Patterns as in "Leave out": not shown in the ISO 9660 and Rock Ridge tree; the content stays in the image.',
    help: 'do not show in the ISO 9660 and Rock Ridge tree',
    valueName: 'glob',
    empty: 'nothing',
  },
  hideJoliet: {
    title: 'Hide from Joliet',
    why: 'Patterns as in "Leave out": not shown in the Joliet tree, which Windows reads.',
    help: 'do not show in the Joliet tree',
    valueName: 'glob',
    empty: 'nothing',
  },
  hideUdf: {
    title: 'Hide from UDF',
    why: 'Patterns as in "Leave out": not shown in the UDF tree.',
    help: 'do not show in the UDF tree',
    valueName: 'glob',
    empty: 'nothing',
  },
} satisfies { readonly [id: string]: OptionWords };
