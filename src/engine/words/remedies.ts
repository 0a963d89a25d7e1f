import type { FailureCode, FailureFacts, FailureReport } from '../ports/failure.ts';
import { driveWords } from './drive-remedies.ts';
import { wrongInsideText } from './inside.ts';
import { countOf, sizeText } from './sizes.ts';

/** What a person is told of a failure: what it is, what happened, what to do next. */
export interface Remedy {
  readonly title: string;
  readonly happened: string;
  readonly next: readonly string[];
}

export type Words = { readonly [C in FailureCode]: (facts: FailureFacts[C]) => Remedy };

/** The words for a failure. */
export function remedy<C extends FailureCode>(failure: Pick<FailureReport<C>, 'code' | 'facts'>): Remedy {
  return words[failure.code](failure.facts);
}

const say = (title: string, happened: string, ...next: string[]): Remedy => ({ title, happened, next });
const place = (atByte: number): string =>
  `byte ${atByte.toLocaleString('en-US')} (sector ${Math.floor(atByte / 512)})`;

const downloadRemedies: Readonly<Record<FailureFacts['download-failed']['kind'], string>> = {
  network: 'Check the network and the address, then start again.',
  refused: 'Check the address in a browser; the file may have moved.',
  certificate:
    'Check this computer’s clock. If the certificate is your own, tell Node of it: NODE_EXTRA_CA_CERTS=FILE. Do not go on over a connection that cannot be trusted.',
};

const words: Words = {
  ...driveWords,
  usage: (f) =>
    say('The command is not complete', f.problem, 'isowright --help lists the commands and options.'),
  'question-needed': (f) =>
    say(
      'A question needs an answer, and there is no terminal to ask in',
      f.question,
      `Give ${f.flag}, or run isowright in a terminal.`,
    ),
  stopped: (f) =>
    say(
      'Stopped',
      f.by === 'person' ? 'The job was stopped as asked.' : `The job was stopped by ${f.by}.`,
      'Start it again when you are ready; the source is untouched.',
    ),
  'target-missing': (f) =>
    say(
      'The target is not there',
      f.serial
        ? `No drive with the serial ${f.serial} is plugged in (it was ${f.target}).`
        : `${f.target} does not exist on this machine.`,
      ...(f.serial
        ? ['Plug it in, in any port, and run the same command again.']
        : [
            'Plug the drive in, then look at: isowright devices',
            'For a file that stands in for a drive, give --file-target.',
          ]),
    ),
  'target-busy': (f) =>
    say(
      'The drive is in use',
      `${f.target} is held by ${f.holder ?? 'another program'}.`,
      'Close the program that uses it, then try again.',
      `To see who: lsblk ${f.target}; fuser -v ${f.target}`,
    ),
  'target-refused': (f) =>
    say('This drive is not offered', `${f.target}: ${f.reason}.`, 'Choose another drive: isowright devices'),
  'target-stalled': (f) =>
    say(
      'The drive does not answer any more',
      `${f.target} left a request without an answer for ${Math.round(f.silentMs / 1000)} s and was given up.`,
      'Unplug it, plug it into another port, and write it again; if it happens twice, use another drive.',
    ),
  'permission-denied': (f) =>
    say(
      'Not allowed',
      `This user may not open ${f.path}.`,
      'Run it as root, or install sudo so that isowright can ask.',
    ),
  'elevation-missing': (f) =>
    say(
      'Root is needed, and there is no way to ask for it',
      `${f.target} can only be opened by root, and none of sudo, doas, pkexec is installed.`,
      'Log in as root and run the same command.',
    ),
  'elevation-refused': (f) =>
    say(
      'Root was not granted',
      `${f.tool} said: ${f.said || 'no'}`,
      'Nothing was opened. Try again with the right password, or ask the administrator.',
    ),
  'not-supported-here': (f) =>
    say(
      'Not on this system yet',
      `${f.what} is not supported on ${f.platform} yet.`,
      'Making images and virtual drives (--file-target) work here.',
    ),
  'source-on-target': (f) =>
    say(
      'The source lies on the target',
      `${f.source} is stored on ${f.target}, which would be overwritten.`,
      'Copy the source to another drive first, or choose another target.',
    ),
  'verify-mismatch': (f) =>
    say(
      'The drive does not hold what was written',
      `${f.target} differs from the source first at ${place(f.atByte)}${f.file ? `, in ${f.file}` : ''}; ${f.badBytes.toLocaleString('en-US')} bytes differ in all.`,
      'Write it again; if it differs again, the drive is failing or counterfeit: use another one.',
    ),
  'source-missing': (f) => say('The source is not there', `${f.path} does not exist.`, 'Check the path.'),
  'source-unreadable': (f) =>
    say(
      'The source cannot be read',
      `${f.path} gave ${f.errno}${f.atByte === undefined ? '' : ` at ${place(f.atByte)}`}.`,
      ...(f.errno === 'EACCES' ? ['Give yourself permission to read it, or run as root.'] : []),
      ...(f.errno === 'EIO'
        ? ['The medium it lies on is failing: copy it away with a rescue read first.']
        : []),
      ...(f.errno === 'EACCES' || f.errno === 'EIO' ? [] : ['Check the path and the medium it lies on.']),
    ),
  'source-truncated': (f) =>
    say(
      'The source is shorter than it should be',
      f.expectedBytes === undefined
        ? `${f.path} ends after ${countOf(f.foundBytes, 'byte')}${f.what ? `, in the middle of ${f.what}` : ''}.`
        : `${f.path} should hold ${f.expectedBytes.toLocaleString('en-US')} bytes and holds ${f.foundBytes.toLocaleString('en-US')}.`,
      'Download or copy it again.',
    ),
  'source-damaged': (f) =>
    say(
      'The source is damaged',
      `${f.path}: ${f.what}${f.atByte === undefined ? '' : ` at ${place(f.atByte)}`}.`,
      'Download or copy it again.',
    ),
  'download-failed': (f) =>
    say('The download did not work', `${f.url}: ${f.problem}.`, downloadRemedies[f.kind]),
  'source-changed': (f) =>
    say(
      'The source changed while it was being read',
      `${f.path}: ${f.what}.`,
      'Stop what writes to it, then start again.',
    ),
  'source-not-an-image': (f) =>
    say(
      'This is not an image',
      `${f.path} is ${f.found}.`,
      'Give an image file, or a folder to make one from.',
    ),
  'checksum-wrong': (f) =>
    say(
      'The image does not match its checksum',
      f.inside
        ? wrongInsideText(f, f.inside)
        : `${f.checksumFile} says ${f.expected}, and ${f.path} has ${f.found}.`,
      'Download or copy the image again.',
    ),
  'receipt-invalid': (f) =>
    say(
      'This receipt proves nothing',
      `${f.path}: ${f.problem}.`,
      'Use the copy in the job’s folder, or verify with the image itself.',
    ),
  'checksum-missing': (f) =>
    say(
      'There is nothing to verify against',
      `No checksum was found for ${f.path} (looked for NAME.sha256, SHA256SUMS, the same for SHA-512 and MD5, NAME.bmap, an MD5 inside, and md5sum.txt and the like among the files of an image that is not packed).`,
      'Name a target to compare with, or put the publisher’s SHA256SUMS beside the image.',
    ),
  'loss-refused': (f) =>
    say(
      'The image would lose something',
      `${f.losses} ${f.losses === 1 ? 'entry' : 'entries'} cannot be kept as they are, and --strict was given.`,
      'See them with --dry-run --json; then change the folder or leave --strict out.',
    ),
  'not-encodable': (f) =>
    say(
      'The image format cannot hold this',
      `${f.structure}.${f.field}: ${f.problem}.`,
      'Leave the entry out with --exclude, or shorten the text.',
    ),
  'target-too-small': (f) =>
    say(
      'It does not fit',
      `The image needs ${sizeText(f.needBytes)} (${f.needBytes.toLocaleString('en-US')} bytes) and ${f.target} holds ${sizeText(f.haveBytes)}.`,
      `Use a drive of ${sizeText(f.needBytes)} or more.`,
    ),
  'no-space': (f) =>
    say(
      'No space left',
      f.needBytes === undefined || f.haveBytes === undefined
        ? `The file system of ${f.path} is full.`
        : `${f.path} needs ${sizeText(f.needBytes)} and its file system has ${sizeText(f.haveBytes)} free.`,
      'Free some space, or choose another place.',
    ),
  'output-exists': (f) =>
    say('The output exists already', `${f.path} is there.`, 'Give another name, or --force to replace it.'),
  'output-not-writable': (f) =>
    say(
      'The output cannot be made',
      `${f.path} gave ${f.errno}.`,
      'Choose a folder that exists and that you may write to.',
    ),
  'plan-invalid': (f) =>
    say('The plan cannot be carried out', f.problem, 'Make a plan with --dry-run --json and start from it.'),
  'job-missing': (f) =>
    say(
      'There is no such job',
      `${f.job} is not among this user's jobs.`,
      'isowright jobs lists them; old ones that were finished are gone.',
      'A job that writes to a drive is root’s: sudo isowright jobs',
    ),
  'job-not-running': (f) =>
    say(
      'The job is not running',
      `Job ${f.job} has no process any more.`,
      `isowright resume ${f.job} goes on with it when it was interrupted.`,
    ),
  'job-not-resumable': (f) =>
    say(
      'There is nothing to go on with',
      `Job ${f.job}: ${f.why}.`,
      f.instead ?? 'isowright jobs lists them; start it anew if you want it again.',
    ),
  'job-died': (f) =>
    say(
      'The job ended without a word',
      `Job ${f.job} died. ${f.lastWords}`.trim(),
      'The target may be unfinished: write it again. The job folder keeps the events.',
    ),
  internal: (f) =>
    say(
      'Something went wrong inside isowright',
      f.problem.split('\n')[0] ?? f.problem,
      'This is our fault. Please report it with the job’s log.',
    ),
};
