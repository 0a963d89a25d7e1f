import type { AnswerProblem } from '../../../engine/contract/failure/answer-problem.ts';
import type { FilesUnfitWhy } from '../../../engine/contract/failure/files-unfit.ts';
import type { XmlProblem } from '../../../engine/contract/failure/xml-trouble.ts';
import { say, type Words } from '../../failure-words.ts';

/** The way out for files that FAT32 cannot hold. */
export function whatFits(why: FilesUnfitWhy): string {
  const anew =
    'then replace it in a folder with the extracted files (isowright extract), and write that folder. The new file needs space for itself; packing takes long';
  switch (why) {
    case 'file-too-large':
      return 'Write the image as it is, without --files; or leave the file out with --exclude.';
    case 'wim-solid':
      return `Pack it anew: wimlib-imagex export install.esd all install.wim --compress=LZX; ${anew}. An install.wim is split while writing.`;
    case 'wim-pipable':
    case 'wim-part':
      return `Make one ordinary WIM of it: wimlib-imagex export install.swm --ref='install*.swm' all install.wim; ${anew}.`;
    case 'wim-resource':
      return 'Leave the file out with --exclude, or install from a disc.';
    case 'wim-parts-there':
      return "Leave out the ones or the other: --exclude '/sources/install*.swm'";
    default:
      return 'Write the image as it is, without --files.';
  }
}

const xml: Readonly<Record<XmlProblem, string>> = {
  character: 'a character that XML does not allow',
  markup: 'a < that begins no tag (in a text it is written &lt;)',
  comment: 'two hyphens within a comment',
  declaration: '<?xml … ?> must be the very first thing in the file',
  doctype: 'a document type (<!DOCTYPE …>), which is not read',
  reference: 'an & that begins no known reference (in a text it is written &amp;)',
  attribute: 'an attribute that is not of the form name="value"',
  'attribute-twice': 'an attribute that is given twice',
  'text-outside': 'text outside of all elements',
  'other-closed': 'an end tag that does not match the element that is open',
  'not-closed': 'the end of the file, with an element still open',
  'second-root': 'a second element beside the outermost one',
  'no-root': 'no element at all',
  'too-deep': 'more nested elements than any answer file has',
};

function whatIsWrong(problem: AnswerProblem): string {
  switch (problem.why) {
    case 'xml': {
      const name = problem.name === undefined ? '' : ` (${problem.name})`;
      return `line ${problem.line}, column ${problem.column}: ${xml[problem.problem]}${name}`;
    }
    case 'pass':
      return `there is no pass named "${problem.pass}" (windowsPE, specialize, oobeSystem and four more, in this spelling)`;
    case 'encoding':
      return 'it is neither UTF-8 nor UTF-16';
    case 'no-unattend':
      return 'its outermost element is not <unattend xmlns="urn:schemas-microsoft-com:unattend">';
    case 'no-pass':
      return 'it has no <settings pass="…">, so it answers nothing';
    case 'no-file':
      return 'it is not a regular file';
    case 'too-large':
      return 'it has more than 4 MiB, which no answer file needs';
  }
}

/** Installers of Windows. */
export const installers = {
  'answers-unfit': (f) =>
    say(
      'This answer file cannot be used',
      `${f.path}: ${whatIsWrong(f)}. Nothing was written.`,
      'Correct the file, or leave --answer out.',
    ),
} satisfies Partial<Words>;
