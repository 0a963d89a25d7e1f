import type { BurnStage } from '../../../engine/contract/failure/disc-reasons.ts';
import { say, type Words } from '../../failure-words.ts';

/** What a disc cannot take, and what helps. */
const unfit = {
  pressed: ['was pressed in a factory and cannot be burned', 'Put in a disc that can be written to.'],
  closed: ['is closed: it takes nothing more', 'Put in a blank disc.'],
  'has-sessions': [
    'was begun already, and an image can only stand at the beginning of a disc',
    'Put in a blank disc.',
  ],
  'has-content': [
    'has content',
    'To erase it: run the same command at a terminal and confirm, or give --expect-serial of the drive in place of --expect-blank.',
  ],
  'no-rehearsal': [
    'cannot be used for a rehearsal: only CD-R, CD-RW, DVD-R and DVD-RW have one, and not every drive offers it',
    'Leave out --dummy.',
  ],
  'cannot-be-blanked': [
    'is written once, and cannot be made blank again',
    'Leave out --blank, or use another disc.',
  ],
  'other-kind': [
    'is of a kind that isowright does not burn',
    'Put in a CD, DVD or BD that can be written to.',
  ],
} as const;

const stages: { readonly [S in BurnStage]: string } = {
  prepare: 'while it was being made blank',
  begin: 'before the first byte',
  write: 'while it was being written',
  end: 'while it was being closed',
  prove: 'while it was being read back',
};

/** Words for discs and the drives that burn them. */
export const discs = {
  'disc-unfit': (f) => {
    const [what, remedy] = unfit[f.why] ?? unfit['other-kind'];
    return say('This disc cannot be used', `The disc in ${f.target} ${what}.`, remedy);
  },
  'disc-failed': (f, { count }) =>
    say(
      'Burning the disc failed',
      `${f.target} reported an error ${stages[f.stage]}${f.atBlock === undefined ? '' : ` (block ${count(f.atBlock)})`}: ${f.sense}.`,
      'Try another disc, at a lower speed: --speed',
      'If several discs of one make fail, the drive does not suit them; if all do, its lens may be dirty.',
    ),
  'module-missing': (f) =>
    say(
      'A package is missing',
      `Burning needs the package ${f.module}, which was left out when isowright was installed, or does not exist for ${f.platform}. Nothing was changed.`,
      `Install isowright again without --omit=optional, or only the package: npm install ${f.module}`,
      'Or let another program burn: isowright burn IMAGE /dev/sr0 --engine xorriso',
    ),
  'engine-missing': (f) =>
    say(
      'The program that burns is missing',
      `${f.program} is not installed. Nothing was changed.`,
      `Install it (Debian, Ubuntu): apt install ${f.package}`,
      'Or burn without --engine.',
    ),
  'drive-refuses': (f) =>
    say(
      'The drive refuses',
      `${f.target} rejected command ${f.command} ${stages[f.stage]}: ${f.sense}.`,
      'Another program may know how: isowright burn IMAGE /dev/sr0 --engine xorriso',
      'To prove what it burned: isowright verify IMAGE /dev/sr0',
    ),
} satisfies Partial<Words>;
