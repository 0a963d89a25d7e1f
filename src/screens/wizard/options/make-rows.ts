import type { Answers } from '../state.ts';
import type { OptionRow } from './rows.ts';

const hasIso = ({ options }: Answers) => options.choices.iso9660 === 'on';

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
  ...advanced(),
];

function advanced(): OptionRow[] {
  const text = (id: Extract<OptionRow, { kind: 'text' }>['id'], title: string, why: string): OptionRow => ({
    kind: 'text',
    id,
    title,
    why,
    empty: '-',
    advanced: true,
  });
  return [
    {
      kind: 'choice',
      id: 'isoLevel',
      title: 'ISO 9660 level',
      why: 'How plain names look to readers that know nothing else.',
      words: {
        auto: ['auto', 'Level 3: plain names of 31 characters, files of any size.'],
        1: ['1', 'Plain names of 8 and 3 characters, for very old readers.'],
        2: ['2', 'Plain names of 31 characters, files of one piece.'],
        3: ['3', 'Plain names of 31 characters, files of any size.'],
        4: ['4', 'Level 3 and a second descriptor with names of 207 characters.'],
      },
      applies: hasIso,
      advanced: true,
    },
    {
      kind: 'choice',
      id: 'iso9660',
      title: 'ISO 9660',
      why: 'Off: UDF alone. Nothing starts from such an image, and old readers see nothing.',
      advanced: true,
    },
    {
      kind: 'choice',
      id: 'relocate',
      title: 'Move deep folders',
      why: 'Folders deeper than eight levels are recorded in rr_moved, as very old readers need it.',
      applies: hasIso,
      advanced: true,
    },
    {
      kind: 'choice',
      id: 'partitionTree',
      title: 'Partition mounts alone',
      why: 'A second directory tree, so that the first partition of a stick can be mounted by itself.',
      applies: (answers) =>
        hasIso(answers) &&
        answers.options.choices.boot === 'auto' &&
        answers.options.choices.hybrid !== 'off',
      advanced: true,
    },
    {
      kind: 'choice',
      id: 'padChanged',
      title: 'Pad changed files',
      why: 'A file that changes meanwhile is padded or cut, and said, instead of failing the job.',
      advanced: true,
    },
    text('padding', 'Padding sectors', 'Empty sectors at the end; by default 150 up to the size of a CD.'),
    text(
      'fixedTime',
      'One time for all',
      'Seconds since 1970, as SOURCE_DATE_EPOCH: the same tree gives the same bytes.',
    ),
    text('systemId', 'System', 'A text of the volume descriptor; 32 characters. So are those below.'),
    text('volumeSetId', 'Volume set', 'Name of the volume set; 128 characters.'),
    text('publisher', 'Publisher', 'Who publishes it; 128 characters.'),
    text('preparer', 'Preparer', 'Who prepared it; 128 characters.'),
    text('application', 'Application', 'What made it; 128 characters.'),
    text('copyrightFile', 'Copyright file', 'A file at the top of the folder; 37 characters.'),
    text('abstractFile', 'Abstract file', 'A file at the top of the folder; 37 characters.'),
    text('bibliographicFile', 'Bibliographic file', 'A file at the top of the folder; 37 characters.'),
    text('createdAt', 'Made at', 'A time like 2026-11-22T12:00:00Z; by default now.'),
    text('modifiedAt', 'Changed at', 'A time; some boot loaders look for it.'),
    text('expiresAt', 'Expires at', 'A time: obsolete from then on.'),
    text('effectiveAt', 'Valid from', 'A time: not to be used before.'),
  ];
}
