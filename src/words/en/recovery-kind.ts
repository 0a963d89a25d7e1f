import type { KindWords } from '../kind-words.ts';
import { quoted } from '../quoted.ts';

/** What the making of a rescue image says of itself. */
export const recovery: KindWords = {
  title: 'Make a rescue image',
  about:
    'make an image that starts isowright on any computer: on a CD or a stick, by BIOS, UEFI and Secure Boot',
  done: () => 'Done and proved',
  proved: 'holds the rescue image; every byte was read back and compared',
  proof: () => 'every package against its SHA-256; every byte of the image is read back and compared',
  would: ({ output }) => `make the rescue image ${output?.path ?? ''}`,
  lookedAt: () => 'the packages',
  stopped: () => 'Nothing unfinished is left behind; packages that were fetched are kept.',
  next: (_, { image }) =>
    image === undefined ? [] : [`Put it on a stick: isowright write ${quoted(image.path)} DRIVE`],
  overwrittenWith: () => 'the rescue image',
  menu: {
    title: 'Make a rescue stick',
    line: 'make a rescue stick: an image that starts isowright on any computer',
    about: [
      'Makes an image that starts isowright on any computer, from a stick or a CD.',
      'It takes some minutes. Afterwards, the image can go onto a stick.',
    ],
  },
};
