import { say, type Words } from '../../failure-words.ts';

const USE_ANOTHER = 'Give a folder with the packages (--packages DIR) or a mirror (--mirror URL).';

/** Packages of a distribution that an image is made of. */
export const packages = {
  'no-package-index': ({ place }) =>
    say(
      'Nothing says which packages there are',
      `No index of packages was found in ${place}.`,
      'On Debian, let apt fetch its lists: sudo apt-get update',
      USE_ANOTHER,
    ),
  'package-missing': ({ name, neededBy: by }) =>
    say(
      'A package is missing',
      by === undefined ? `${name} cannot be had.` : `${name}, which ${by} needs, cannot be had.`,
      'If the lists of apt are old: sudo apt-get update',
      USE_ANOTHER,
    ),
  'package-lacks': ({ name, file }) =>
    say(
      'A package does not hold what is needed',
      `${name} has no ${file}. It may be of another release than this program knows.`,
      'Use the packages of a Debian release from 12 on.',
    ),
  'index-unsigned': ({ path, keyring, said }) =>
    say(
      'The list of packages is not signed by Debian',
      `${path} was held against ${keyring}: ${said}`,
      'Nothing was written. Use another mirror; or, if you trust this one, fetch its packages yourself and give their folder: --packages DIR',
    ),
  'lock-invalid': ({ path, line }) =>
    say(
      'The lock file is not understood',
      `${path}, line ${line}, is not of the form NAME VERSION ARCHITECTURE SIZE SHA256 FILE SOURCE.`,
      'Remove the file: it is made anew from what can be had now.',
    ),
  'node-unfit': ({ path }) =>
    say(
      'This Node does not run in the image',
      `${path} is no program for 64-bit Linux on x86.`,
      'Give one that is: --node FILE (the file bin/node of the archive for linux-x64)',
    ),
  'program-unfit': ({ path }) =>
    say(
      'This program is not built',
      `${path} is not there, and it goes into the image.`,
      'In a checkout: npm run build',
    ),
} satisfies Partial<Words>;
