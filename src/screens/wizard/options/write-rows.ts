import { isLocal } from '../../../engine/plan/source-path.ts';
import { isAuthored } from '../author-of.ts';
import type { Answers } from '../state.ts';
import type { OptionRow } from './rows.ts';

const writes = ({ task }: Answers) => task === 'write';
const copiesImage = (answers: Answers) => answers.source?.kind === 'image' && !isAuthored(answers);

/** How the result is proved, and how a drive is written. */
export const writeRows: readonly OptionRow[] = [
  {
    kind: 'choice',
    id: 'verify',
    title: 'Read back and compare',
    why: 'Proves every byte of the result; takes as long again. Without it the report says that nothing is proved.',
  },
  {
    kind: 'choice',
    id: 'delta',
    title: 'Only what differs',
    why: 'Reads the drive first and writes only what is different: quick when most of it is there already.',
    applies: writes,
  },
  {
    kind: 'choice',
    id: 'test',
    title: 'Test the drive first',
    why: 'Does the drive hold what it says?',
    words: {
      auto: [
        'new drives',
        'A quick test, unless this drive passed one before. Finds false sizes in seconds; content is put back.',
      ],
      quick: [
        'quick',
        'Some seconds: about 50 places are written and read, and put back. Finds drives of a false size.',
      ],
      full: [
        'full',
        'Writes and reads the whole drive, for as long as that takes: finds every bad place. Everything on it is lost.',
      ],
      off: ['no', 'No test. A drive of a false size shows only when it is read back.'],
    },
    applies: writes,
  },
  {
    kind: 'text',
    id: 'receipt',
    title: 'Receipt',
    why: 'A new file with hashes and identities: it proves the result years later, without the image. The whole path.',
    empty: 'none',
    advanced: true,
  },
  {
    kind: 'choice',
    id: 'bmap',
    title: 'Use the block map',
    why: 'A .bmap file beside the image says which blocks matter: the others are not written. A receipt wants all of them.',
    applies: copiesImage,
    advanced: true,
  },
  {
    kind: 'text',
    id: 'bmapFile',
    title: 'Block map',
    why: 'Another .bmap file than the one beside the image; its whole path.',
    empty: 'the one beside the image',
    applies: (answers) => copiesImage(answers) && answers.options.choices.bmap === 'on',
    advanced: true,
  },
  {
    kind: 'choice',
    id: 'rebuild',
    title: 'Lay out anew',
    why: 'The files of the image are laid out anew, with the options of an image that is made from a folder.',
    applies: (answers) => writes(answers) && answers.source?.kind === 'image' && isLocal(answers.source.path),
    advanced: true,
  },
  {
    kind: 'choice',
    id: 'discard',
    title: 'Discard first',
    why: 'The drive forgets everything first (TRIM); where it then gives zeros, zeros need no write. Nothing can be undone.',
    applies: writes,
    advanced: true,
  },
];

/** What the empty drive is called. */
export const restoreRows: readonly OptionRow[] = [
  {
    kind: 'text',
    id: 'driveLabel',
    title: 'Name',
    why: 'What a computer shows for the drive; at most 11 plain characters.',
    empty: 'none',
  },
];
