import { say, type Words } from '../../failure-words.ts';

/** The words for media that are read sector by sector. */
export const media = {
  'medium-gone': (f, { place }) =>
    say(
      f.hangs ? 'The drive does not answer any more' : 'The drive is gone',
      f.hangs
        ? `${f.path} hangs since ${place(f.atByte)}. What it had given until then is safe, and nothing was marked bad for it.`
        : `${f.path} gave nothing any more from ${place(f.atByte)} on${f.errno ? ` (${f.errno})` : ''}. What it had given until then is safe, and nothing was marked bad for it.`,
      'Unplug it, let it cool down, plug it in again, and run the same command: it goes on there.',
    ),
  'sectors-missing': (f, { size, count, quoted }) =>
    say(
      'Some sectors are missing',
      `${size(f.badBytes)} of ${f.path} could not be read; places: ${count(f.places)}.${f.untriedBytes > 0 ? ` ${size(f.untriedBytes)} of that were not tried sector by sector.` : ''}${f.output ? ` ${f.output} holds zeros there.` : ''}`,
      ...(f.output ? ['Run the same command again: it goes on, and what is read once stays.'] : []),
      ...(f.untriedBytes === 0 ? ['Try bad sectors again: --retries 3'] : []),
      ...(f.map && f.output
        ? [
            `Another drive, or another copy of the disc, can fill the holes: isowright read DEVICE -o ${quoted(f.output)} --map ${quoted(f.map)}`,
          ]
        : []),
    ),
  'map-invalid': (f, { count }) =>
    say(
      'The map cannot be used',
      f.why === 'line'
        ? `${f.path} is not a map file of ddrescue or isowright: line ${count(f.line ?? 0)}.`
        : f.why === 'no-image'
          ? `${f.path} says that sectors were read, and the image they were written to${f.image ? ` (${f.image})` : ''} is not there.`
          : `${f.path} does not fit this medium.`,
      'Give the map and the image of one rescue, or another --map to begin anew.',
    ),
  'map-of-another': (f) =>
    say(
      'The map belongs to something else',
      {
        serial: `${f.map} was made of the drive with the serial ${f.expected}, and this one has ${f.found}.`,
        size: `${f.map} was made of a medium of ${f.expected}, and this one has ${f.found}.`,
        image: `${f.map} speaks of the image ${f.expected}, not of ${f.found}.`,
      }[f.field],
      'Plug in the right one, or give another -o and another --map.',
    ),
} satisfies Partial<Words>;
