import type { FailureFacts } from '../../../engine/contract/failure/failure.ts';
import type { FoundFacts } from '../../../engine/contract/failure/source-reasons.ts';
import { say, type Words } from '../../failure-words.ts';
import { partitionList } from '../../partition-list.ts';

const downloadRemedies: Readonly<Record<FailureFacts['download-failed']['kind'], string>> = {
  network: 'Check the network and the address, then start again.',
  refused: 'Check the address in a browser; the file may have moved.',
  certificate:
    'Check this computer’s clock. If the certificate is your own, tell Node about it: NODE_EXTRA_CA_CERTS=FILE. Do not continue over a connection that cannot be trusted.',
};

/** How many paths are named before the rest are only counted. */
const NAMED = 5;

const GIVE_IMAGE = 'Give an image file, or a folder to make one from.';
const SAVE_FIRST = 'Save it first, for example with wget or curl, then give the file.';

/** Where the usual ways out lead nowhere. */
const waysOut: { readonly [R in FoundFacts['reason']]?: readonly string[] } = {
  empty: [GIVE_IMAGE],
  'empty-disk': [GIVE_IMAGE],
  folder: ['Make an image of it: isowright make FOLDER -o OUT.iso'],
  'no-regular-file': [GIVE_IMAGE],
  'passing-disk': [SAVE_FIRST],
  'passing-sheet': [SAVE_FIRST],
  'audio-disc': ['To copy the music, use a program that rips audio discs, such as whipper or abcde.'],
  'no-file-list': ['To see what it is: isowright inspect IMAGE'],
  'no-disc': [
    'To take its files, extract them first, and give that folder: isowright extract IMAGE -C FOLDER',
  ],
};

/** What helps, by the system's answer. */
const unreadable: Readonly<Record<string, string>> = {
  EACCES: 'Give yourself permission to read it, or run as root.',
  EIO: 'The medium it is on is failing: save that first, around its bad places: isowright read DRIVE -o OUT.',
  EBUSY: 'A program holds it open: close that program, or take the files from a snapshot.',
};

/** Sources that cannot be read, are not what they should be, or cannot be kept whole. */
export const sources = {
  'source-on-target': (f) =>
    say(
      'The source is on the target',
      `${f.source} is stored on ${f.target}, which would be overwritten.`,
      'Copy the source to another drive first, or choose another target.',
    ),
  'verify-mismatch': (f, { count, place }) =>
    say(
      'The drive does not hold what was written',
      `${f.target} first differs from the source at ${place(f.atByte)}${f.file ? `, in ${f.file}` : ''}; ${count(f.badBytes)} bytes differ in all.`,
      'Write it again; if it differs again, the drive is failing or counterfeit: use another one.',
    ),
  'source-missing': (f) =>
    say(
      'The source does not exist',
      `There is nothing at ${f.path}.`,
      f.partitionOf === undefined
        ? 'Check the path.'
        : `A partition by its number is taken by inspect, ls and extract; here, give the whole image: ${f.partitionOf}`,
    ),
  'source-unreadable': (f, { place }) =>
    say(
      'The source cannot be read',
      `${f.path}: ${f.errno}${f.atByte === undefined ? '' : ` at ${place(f.atByte)}`}.`,
      unreadable[f.errno] ?? 'Check the path and the medium it is on.',
    ),
  'source-truncated': (f, { count, bytes }) =>
    say(
      'The source is shorter than it should be',
      f.expectedBytes === undefined
        ? `${f.path} ends after ${bytes(f.foundBytes)}${f.what ? `, in the middle of ${f.what}` : ''}.`
        : `${f.path} should hold ${count(f.expectedBytes)} bytes${f.what ? `, because of ${f.what},` : ''} but holds ${count(f.foundBytes)}.`,
      'Download or copy it again.',
      ...(f.what && f.expectedBytes !== undefined
        ? ['If it was made that way on purpose: --allow-truncated']
        : []),
    ),
  'source-damaged': (f, { place }) =>
    say(
      'The source is damaged',
      `${f.path}: ${f.what}${f.atByte === undefined ? '' : ` at ${place(f.atByte)}`}.`,
      'Download or copy it again.',
    ),
  'image-deviates': (f, { count }) =>
    say(
      'The image deviates from the standards',
      `isowright made ${f.path}, and made it without any deviation; places where it deviates now: ${count(f.deviations)}.`,
      'It was changed or is damaged: make it again.',
      `To see all of them: isowright inspect --check ${f.path}`,
    ),
  'compression-unsupported': (f) =>
    say(
      'This compression is not supported',
      `${f.path}: ${f.what}.`,
      f.instead ?? 'Unpack it first, with the program that packed it.',
      'If that fails too, the file is damaged: download or copy it again.',
    ),
  'partition-choice': (f, { size }) =>
    say(
      f.missing === undefined
        ? 'This disk holds several file systems'
        : 'There is no such file system on this disk',
      `${f.path}${f.missing === undefined ? '' : ` has no readable partition ${f.missing}`}${partitionList(f.partitions, size)}.`,
      ...f.partitions.slice(0, 1).map(({ number }) => `Name the one you mean: ${f.path}@${number}`),
      ...(f.partitions.length === 0 ? ['To see what it is: isowright inspect IMAGE'] : []),
    ),
  'file-system-unsupported': (f) =>
    say(
      'This file system cannot be read here',
      `${f.path}: ${f.what}.`,
      ...(f.wayOut === undefined ? [] : [f.wayOut]),
    ),
  'source-unsupported': (f) =>
    say(
      `This kind of ${f.format} image is not read here`,
      `${f.path}: ${f.what}.`,
      f.wayOut ?? 'Convert it to a plain image first, with the program that made it.',
    ),
  'source-needs-parts': (f) =>
    say(
      'Parts of the source are missing',
      `${f.path} is one of several files that belong together. Missing beside it: ${f.missing.join(', ')}.`,
      'Put all of them into one folder, under their own names, then start again.',
    ),
  'download-failed': (f) => say('The download failed', `${f.url}: ${f.problem}.`, downloadRemedies[f.kind]),
  'source-changed': (f) =>
    say(
      'The source changed while it was being read',
      `${f.path}: ${f.what}${f.atByte === undefined ? '' : `, at byte ${f.atByte}`}.`,
      'Stop whatever writes to it, then start again.',
    ),
  'source-not-an-image': (f) =>
    say(
      f.because?.reason === 'no-disc'
        ? 'The files of this image cannot be laid out anew'
        : 'This is not an image',
      `${f.path} is ${f.found}.`,
      ...(f.meant === undefined ? [] : [`Did you mean ${f.meant}?`]),
      ...((f.because && waysOut[f.because.reason]) ?? [GIVE_IMAGE, 'To write or verify it as it is: --raw']),
    ),
  'checksum-wrong': (f, { wrongInside }) =>
    say(
      'The image does not match its checksum',
      f.inside ? wrongInside : `${f.checksumFile} says ${f.expected}, but ${f.path} has ${f.found}.`,
      'Download or copy the image again.',
    ),
  'receipt-invalid': (f) =>
    say(
      'This receipt proves nothing',
      `${f.path}: ${f.problem}.`,
      'Use the copy in the job’s folder, or verify with the image itself.',
    ),
  'checksums-contradict': (f) =>
    say(
      'Checksums contradict each other',
      f.first === f.second
        ? `${f.first} gives both ${f.firstHash} and ${f.secondHash} for ${f.path}.`
        : `${f.first} gives ${f.firstHash}, but ${f.second} gives ${f.secondHash} for ${f.path}.`,
      'Remove the outdated one, or get both again from the publisher of the image.',
    ),
  'signature-bad': (f) =>
    say(
      'A signature is bad',
      `${f.file} does not match ${f.of}, or its key must not be trusted any more${f.signer === '' ? '' : ` (${f.signer}, key ${f.key})`}.`,
      'Do not use this image: get it, its checksums and the signature again from the publisher.',
    ),
  'checksum-not-understood': (f) =>
    say(
      'The checksum file cannot be used',
      `${f.path} was not checked against ${f.checksumFile}: ${f.why}.`,
      'Get the checksum file again, or give the publisher’s SHA-256 in a file with nothing else in it.',
    ),
  'checksum-missing': (f) =>
    say(
      'There is nothing to verify against',
      `No checksum was found for ${f.path} (looked for NAME.sha256, SHA256SUMS, the same for SHA-512 and MD5, NAME.bmap, an implanted MD5, and md5sum.txt and the like among the files of an uncompressed image).`,
      'Name a target to compare with, or put the publisher’s SHA256SUMS beside the image.',
    ),
  'loss-refused': (f) =>
    say(
      'The image would lose something',
      `${f.losses === 1 ? '1 entry cannot be kept as it is' : `${f.losses} entries cannot be kept as they are`}, and --strict was given.`,
      'See them with --dry-run --json; then change the folder, or leave --strict out.',
    ),
  'content-missing': (f, { count }) =>
    say(
      f.missing === 1 ? 'A file or folder cannot be read' : 'Some files or folders cannot be read',
      `The image would lack ${f.first.slice(0, NAMED).join(', ')}${f.missing > NAMED ? ` and ${count(f.missing - NAMED)} more` : ''}.`,
      'Make it readable, or run as a user who may read it. Or leave it out with --exclude, or continue without it with --allow-missing.',
    ),
  'not-encodable': (f) =>
    say(
      'The image format cannot hold this',
      `${f.structure}.${f.field}: ${f.problem}.`,
      'Leave the entry out with --exclude, or shorten the text.',
    ),
} satisfies Partial<Words>;
