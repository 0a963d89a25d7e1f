import type { FailureFacts } from '../../../engine/contract/failure/failure.ts';
import { type Showing, say, type Words } from '../../failure-words.ts';
import { plainCopyOf } from '../../plain-copy.ts';

const places: { readonly [W in FailureFacts['mount-place']['why']]: string } = {
  'no-folder': 'it is not a folder',
  'not-empty': 'it is not empty',
  mounted: 'something is mounted there already',
  'not-there': 'the folder above it is not there',
  'not-made': 'it cannot be made or looked into',
  'not-chosen': 'this system chooses the place itself',
};

/** Words for what keeps an image from being mounted, or from being let go of. */
export const mounts = {
  'mount-place': (f) =>
    say(
      'The image cannot be mounted there',
      `${f.path}: ${places[f.why]}. Nothing was mounted.`,
      f.why === 'mounted'
        ? 'See what this program has mounted: isowright mount'
        : 'Name an empty folder, or none: then one is made.',
    ),
  'mount-impossible': (f, showing) =>
    say(
      'Nothing here can mount this image',
      `${f.path} holds ${f.fileSystem}${f.container === undefined ? '' : ` in a ${f.container}`}. ${lackText(f)}`,
      ...(f.packages.length > 0
        ? [`Install what is missing (packages of Debian): sudo apt install ${f.packages.join(' ')}`]
        : []),
      ...(f.lacks === 'root' ? [`As root: sudo isowright mount ${showing.quoted(f.image)}`] : []),
      ...(f.lacks === 'fuse' ? ['Load FUSE as root (modprobe fuse), or run this as root.'] : []),
      ...otherWays(f, showing),
    ),
  'mount-failed': (f, { oneLine, quoted }) =>
    say(
      'The image could not be mounted',
      `${f.path} (${f.fileSystem}): ${f.program} said: ${oneLine(f.said)}. Nothing is left mounted.`,
      `See whether it is sound: isowright inspect ${quoted(f.image)}`,
      `Or extract its files: isowright extract ${quoted(f.image)} -C DIR`,
    ),
  'not-mounted': (f, { quoted }) =>
    say(
      'No mounted image is known there',
      f.isMount
        ? `${f.path}: something is mounted there, but not by this user with this program.`
        : `${f.path}: nothing is mounted there, and it is no mounted image.`,
      ...(f.isMount ? [`If root mounted it: sudo isowright unmount ${quoted(f.path)}`] : []),
      'See what this program has mounted: isowright mount',
    ),
  'image-unmount-failed': (f, { oneLine, quoted }) =>
    say(
      'The image could not be unmounted',
      `${f.at}: ${oneLine(f.said)}.${f.holders ? ` In use by ${f.holders}.` : ''}`,
      `Close what uses it, then: isowright unmount ${quoted(f.at)}`,
    ),
} satisfies Partial<Words>;

function lackText({ packages, lacks }: FailureFacts['mount-impossible']): string {
  if (lacks === 'root') return 'Only root can have it mounted on this machine.';
  if (lacks === 'fuse') return 'The kernel does not know it, and FUSE cannot be used (/dev/fuse).';
  return packages.length > 0
    ? 'The kernel here does not know it, and no program that does is installed.'
    : 'The kernel here does not know it, and there is no other program for it.';
}

function otherWays(impossible: FailureFacts['mount-impossible'], { quoted }: Showing): string[] {
  const { image, path } = impossible;
  const plain = plainCopyOf(impossible);
  return [
    ...(plain !== undefined
      ? [`Or make a plain image of it, and mount that: isowright convert ${quoted(path)} -o ${quoted(plain)}`]
      : []),
    `Or extract its files: isowright extract ${quoted(image)} -C DIR`,
  ];
}
