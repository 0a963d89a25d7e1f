import type { FailureFacts } from '../../../engine/contract/failure/failure.ts';
import type { Showing, Words } from '../../failure-words.ts';

/** What helps where another folder would not; all others get the last one. */
const notWritable: Readonly<Record<string, string>> = {
  ENAMETOOLONG: 'Choose a shorter name: the checksum file beside it adds .sha256.',
  EISDIR: 'A folder has this name: choose another name.',
  EBUSY: 'A program holds it open: close that program, or give another name.',
  EIO: 'The medium it is on is failing: choose another one.',
  ETIMEDOUT:
    'What it is on no longer responds. Unplug it and plug it in again, or mount it again, and run the same command again: it continues.',
};
const otherFolder = 'Choose a folder that exists and that you may write to.';

const tooLarge = (
  { path, needBytes, mostBytes }: FailureFacts['output-too-large'],
  { size }: Showing,
): string => {
  const file = needBytes === undefined ? path : `${path} (${size(needBytes)})`;
  return mostBytes === undefined
    ? `${file} is larger than its file system or this account’s limit allows.`
    : `${file} is larger than its file system allows: ${size(mostBytes)} at most.`;
};

const noSpace = (
  { path, needBytes, haveBytes, quota }: FailureFacts['no-space'],
  { size }: Showing,
): string => {
  if (quota) return `This account’s quota on the file system of ${path} is used up.`;
  return needBytes === undefined || haveBytes === undefined
    ? `The file system of ${path} is full.`
    : `${path} needs ${size(needBytes)}, but its file system has only ${size(haveBytes)} free.`;
};

/** Words for files that cannot be made. */
export const outputs = {
  'no-space': (f, showing) => ({
    title: 'No space left',
    happened: noSpace(f, showing),
    next: [
      f.stays
        ? 'What was read stays, the map too: free some space, and run the same command again. It continues.'
        : 'Free some space, or choose another place.',
    ],
  }),
  'output-too-large': (f, showing) => ({
    title: 'The file is too large for this place',
    happened: tooLarge(f, showing),
    next: [
      'Choose a folder on another file system: FAT holds files of less than 4 GiB; exFAT, NTFS and ext4 hold larger ones.',
      ...(f.mostBytes === undefined ? ['If the account is limited (ulimit -f), raise the limit.'] : []),
    ],
  }),
  'output-exists': (f) => ({
    title: 'The output already exists',
    happened: `${f.path} exists.`,
    next: ['Give another name, or --force to replace it.'],
  }),
  'output-not-writable': (f) => ({
    title: 'The output cannot be made',
    happened: `${f.path}: ${f.errno}.`,
    next: [notWritable[f.errno] ?? otherFolder],
  }),
} satisfies Partial<Words>;
