import type { KindWords } from '../kind-words.ts';
import { discsLeft } from './drives-left.ts';

/** What burning says of itself. */
export const burn: KindWords = {
  title: 'Burn',
  about: 'burn an image (or a folder) onto discs, read back and compared',
  done: () => 'Burned and proved',
  proved: 'holds the image; every byte was read back and compared',
  proof: ({ verify }) =>
    verify ? 'the closed disc is read back, every byte, and compared' : 'skipped: the disc is not proved',
  would: ({ source }) => `burn ${source?.path ?? ''}`,
  lookedAt: ({ source }) => (source?.kind === 'folder' ? 'the folder' : 'the image'),
  stopped: discsLeft,
  next: () => ['To compare the disc again on another day: isowright verify IMAGE DRIVE'],
  overwrittenWith: ({ source }) => source?.path ?? '',
};
