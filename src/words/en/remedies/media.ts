import type { FailureFacts } from '../../../engine/contract/failure/failure.ts';
import { type Showing, say, type Words } from '../../failure-words.ts';

/** What cannot be read is not what nobody has tried to its end. */
function sizesMissing(
  { path, badBytes, untriedBytes }: FailureFacts['sectors-missing'],
  size: Showing['size'],
): string {
  const failedBytes = badBytes - untriedBytes;
  if (failedBytes === 0) return `${size(untriedBytes)} of ${path} have not been read yet`;
  const unread = `${size(failedBytes)} of ${path} could not be read`;
  return untriedBytes === 0 ? unread : `${unread}; ${size(untriedBytes)} have not been read yet`;
}

/** What makes a map usable, by what is wrong with it. */
const usableMap: { readonly [why: string]: string } = {
  unreadable: 'Give yourself permission to read it (or run as root), or give another --map to start over.',
  'two-images': 'Rename or remove the one that it does not speak of; then the same command continues.',
  'other-output':
    'Continue with the outputs that it was begun with, and copy the image to the other one when it is whole.',
};

/** Words for media that are read sector by sector. */
export const media = {
  'medium-gone': (f, { place }) =>
    say(
      f.hangs ? 'The drive no longer responds' : 'The drive is gone',
      f.hangs
        ? `${f.path} has been hanging since ${place(f.atByte, f.sectorBytes)}. What had been read until then is safe, and nothing was marked bad because of it.`
        : `${f.path} returned nothing more from ${place(f.atByte, f.sectorBytes)} on${f.errno ? ` (${f.errno})` : ''}. What had been read until then is safe, and nothing was marked bad because of it.`,
      'Unplug it, let it cool down, plug it in again, and run the same command: it continues from there.',
    ),
  'sectors-missing': (f, { size, count, quoted }) =>
    say(
      'Some sectors are missing',
      `${sizesMissing(f, size)}; places: ${count(f.places)}.${f.output ? ` ${f.partial ?? f.output} holds zeros there.` : ''}`,
      ...(f.output
        ? [
            f.force === 'not'
              ? 'Run the same command again without --force: it continues, and what has been read stays.'
              : 'Run the same command again: it continues, and what has been read stays.',
          ]
        : []),
      ...(f.untriedBytes === 0 ? ['To try bad sectors again: --retries 3'] : []),
      ...(f.map && f.output
        ? [
            `Another drive, or another copy of the disc, can fill the holes: isowright read DEVICE -o ${quoted(f.output)} --map ${quoted(f.map)}${f.force === 'needed' ? ' --force' : ''}`,
          ]
        : []),
    ),
  'map-invalid': (f, { count }) =>
    say(
      'The map cannot be used',
      {
        line: `${f.path} is not a map file of ddrescue or isowright: line ${count(f.line ?? 0)}.`,
        unreadable: `${f.path} cannot be read (${f.errno ?? ''}).`,
        'two-images': `${f.path} does not say whether it speaks of ${f.image} or of ${f.other}, and both exist.`,
        'no-image': `${f.path} says that sectors were read, but the image they were written to${f.image ? ` (${f.image})` : ''} does not exist.`,
        size: `${f.path} does not fit this medium.`,
        'other-output': `${f.path} says that sectors were read into ${f.image}; ${f.other} does not hold them.`,
      }[f.why],
      usableMap[f.why] ?? 'Give the map and the image of the same rescue, or another --map to start over.',
    ),
  'map-of-another': (f) =>
    say(
      'The map belongs to something else',
      {
        serial: `${f.map} was made from the drive with the serial number ${f.expected}, but this one has ${f.found}.`,
        size: `${f.map} was made from a medium of ${f.expected}, but this one has ${f.found}.`,
        image: `${f.map} belongs to the image ${f.expected}, not to ${f.found}.`,
        behind: `Some of what ${f.map} lacks lies beyond the end of this copy, which has only ${f.found} of ${f.expected}.`,
        content: `${f.expected} was not read from this medium as it is now: the contents differ.`,
      }[f.field],
      f.field === 'image'
        ? `If the image was renamed, give it and its map their old names again (the image: ${f.expected}), or make them known to the map: in its line "# isowright", replace ${f.expected} by ${f.found}. Otherwise give another -o and another --map.`
        : f.field === 'behind'
          ? 'Use a copy that is at least as large.'
          : 'Plug in the right one, or give another -o and another --map.',
      ...(f.field === 'serial' || f.field === 'size'
        ? ['If this is another copy of the same disc or drive: --other-copy']
        : []),
    ),
} satisfies Partial<Words>;
