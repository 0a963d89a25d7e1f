import type { Answers } from '../state.ts';
import type { OptionRow } from './rows.ts';

/** UDF alone has neither extensions nor levels. */
export const hasIso = ({ options }: Answers) => options.choices.iso9660 === 'on';

const text = (id: Extract<OptionRow, { kind: 'text' }>['id'], title: string, why: string): OptionRow => ({
  kind: 'text',
  id,
  title,
  why,
  empty: '-',
  advanced: true,
});

/** What is seldom needed. */
export const advancedRows: readonly OptionRow[] = [
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
    id: 'zisofs',
    title: 'Pack files (zisofs)',
    why: 'Files are packed as Linux unpacks them on the fly. Only Linux reads such an image: no Joliet, no UDF.',
    applies: hasIso,
    advanced: true,
  },
  {
    kind: 'choice',
    id: 'partitionTree',
    title: 'Partition mounts alone',
    why: 'A second directory tree, so that the first partition of a stick can be mounted by itself.',
    applies: (answers) =>
      hasIso(answers) && answers.options.choices.boot === 'auto' && answers.options.choices.hybrid !== 'off',
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
