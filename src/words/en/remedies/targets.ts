import { pathStyle } from '../../../engine/contract/plan/path-style.ts';
import { say, type Words } from '../../failure-words.ts';
import { isForDiscs } from '../../for-discs.ts';
import { whatFits } from './installers.ts';

/** Targets that do not exist, are not available, or are too small. */
export const targets = {
  'target-missing': (f) =>
    f.noMedium
      ? say(
          'There is nothing in the drive',
          `There is no medium in ${f.target}.`,
          'Put it in, close the drive, and run the same command again.',
        )
      : say(
          f.toRead ? 'The drive does not exist' : 'The target does not exist',
          f.serial
            ? `No drive with the serial number ${f.serial} is plugged in (it was ${f.target}).`
            : `There is no ${f.target} on this machine.`,
          ...(f.serial
            ? ['Plug it into any port, and run the same command again.']
            : [
                'Plug the drive in, then see: isowright devices',
                ...(f.toRead ? [] : ['To use a file as a drive, give --file-target.']),
              ]),
        ),
  'target-busy': (f, { quoted }) =>
    f.because?.reason === 'written-by-job'
      ? say(
          'Another job is using it',
          `${f.target}: ${f.holder}.`,
          `To watch that job, or stop it: ${f.because.isRoots ? 'sudo ' : ''}isowright attach ${f.because.job}`,
          'Or wait until it has ended.',
        )
      : f.because?.reason === 'raid-content' ||
          f.because?.reason === 'zfs-content' ||
          f.because?.reason === 'other-content'
        ? say(
            'The drive is part of a RAID or a pool',
            `${f.target}: ${f.holder}. Without it, the others may be lost.`,
            `If it is no longer needed, remove its signature, then try again: wipefs --all ${quoted(`/dev/${f.because.place}`)}`,
            'Or choose another drive: isowright devices',
          )
        : say(
            'The drive is in use',
            `${f.target} is in use by ${f.holder ?? 'another program'}.`,
            'Close the program that uses it, then try again.',
            `To see which: lsblk ${quoted(f.target)}; fuser -v ${quoted(f.target)}`,
          ),
  'target-refused': (f) =>
    say(
      'This drive is not offered',
      `${f.target}: ${f.reason}.`,
      isForDiscs(f.because)
        ? `Burn a disc: isowright burn IMAGE ${f.target}`
        : 'Choose another drive: isowright devices',
    ),
  'target-stalled': (f) =>
    say(
      'The drive no longer responds',
      `${f.target} did not respond to a request for ${Math.round(f.silentMs / 1000)} s and was given up.`,
      'Unplug it, plug it into another port, and write it again; if it happens twice, use another drive.',
    ),
  'permission-denied': (f) =>
    say(
      'Not allowed',
      `This user may not open ${f.path}.`,
      pathStyle() === 'win32'
        ? 'Close the program that holds it, or start the terminal as administrator.'
        : 'Run it as root, or install sudo so that isowright can ask for it.',
    ),
  'drives-unknown': (f) =>
    say(
      'The drives cannot be listed',
      `The system (${f.platform}) did not say which drives there are.`,
      f.platform === 'win32'
        ? 'See whether PowerShell answers: Get-Disk. Images can be made without it.'
        : 'Try again. Images can be made without it.',
    ),
  'not-supported-here': (f) =>
    say(
      'Not on this system yet',
      `${f.what} is not supported on ${f.platform} yet.`,
      'Making images and writing to virtual drives (--file-target) work here.',
    ),
  'file-system-unfit': (f) =>
    say(
      `${f.fileSystem} does not fit`,
      `${f.target}: ${
        {
          'too-small': `it is too small for that${leastFor(f.fileSystem)}`,
          'too-large': `it is larger than ${f.fileSystem} can be`,
          'cluster-size': `with clusters of that size it cannot have ${f.fileSystem}`,
          'sector-size':
            'its sectors have another size than those of the other drives, or than was planned for',
        }[f.why]
      }. Nothing was written.`,
      f.forFiles
        ? 'Use another drive or --filesystem, or write the image as it is, without --files.'
        : 'Leave the choice of file system and clusters to isowright.',
    ),
  'files-unfit': (f, { size, count }) =>
    say(
      'The files do not fit on FAT32',
      {
        'file-too-large': `${f.path} has ${size(f.sizeBytes ?? 0)}, and a file on FAT has less than 4 GiB. Nothing was written.`,
        'folder-too-full': `${f.path} needs ${count(f.entries ?? 0)} entries, and a folder on FAT32 has 65,536. Nothing was written.`,
        'needs-iso9660': `The system in ${f.path} looks for its files on ISO 9660 only, and would not find them on FAT32. Nothing was written.`,
        'wim-solid': `${f.path} has ${size(f.sizeBytes ?? 0)}, a file on FAT32 has less than 4 GiB, and its contents are packed together (ESD), so that it cannot be split. Nothing was written.`,
        'wim-pipable': `${f.path} has ${size(f.sizeBytes ?? 0)}, a file on FAT32 has less than 4 GiB, and it is in the form for pipes, which cannot be split. Nothing was written.`,
        'wim-part': `${f.path} has ${size(f.sizeBytes ?? 0)}, a file on FAT32 has less than 4 GiB, and it is a part of a WIM that was already split. Nothing was written.`,
        'wim-resource': `${f.path} cannot be split for FAT32: one part of it would have ${size(f.sizeBytes ?? 0)}. Nothing was written.`,
        'wim-parts-there': `${f.path} is too large for FAT32 and would be split, but there are already parts (install.swm) beside it. Nothing was written.`,
      }[f.why],
      whatFits(f.why),
    ),
  'partition-too-small': (f, { size, count }) =>
    say(
      'The partition is too small for the files',
      `The files need a partition of ${size(f.needBytes)} (${count(f.needBytes)} bytes), and --size gives them ${size(f.haveBytes)}. Nothing was written.`,
      `Give --size ${Math.ceil(f.needBytes / 2 ** 20)}M or more, or leave it out: then they get the whole drive.`,
    ),
  'target-too-small': (f, { size, count }) =>
    say(
      'It does not fit',
      `The image needs ${f.isLeast ? 'at least ' : ''}${size(f.needBytes)} (${count(f.needBytes)} bytes) but ${f.target} holds ${size(f.haveBytes)}${size(f.haveBytes) === size(f.needBytes) ? ` (${count(f.haveBytes)} bytes)` : ''}.`,
      `Use a drive of ${size(f.needBytes)} or more.`,
    ),
} satisfies Partial<Words>;

/** What a file system needs at least, with 512-byte sectors. */
function leastFor(fileSystem: string): string {
  const least: { readonly [name: string]: string } = { FAT16: '3.5 MB', FAT32: '35 MB', exFAT: '2 MB' };
  return least[fileSystem] === undefined ? '' : `, which needs some ${least[fileSystem]} at least`;
}
