import type { VolumeLimits } from '../../engine/contract/failure/volume-limits.ts';
import type { ReasonWords } from '../reason-words.ts';

const reasons: ReasonWords<VolumeLimits> = {
  'volume-features': (f) => `${f.standard} with features that are not read here: ${f.features.join(', ')}`,
  'journal-elsewhere': (_f) => 'its journal is on another device, and holds what was written last',
  'entry-encrypted': (_f) => 'this file or folder is encrypted',
  'entry-elsewhere': (_f) =>
    'the content of this file is not in the image: it is kept in a cloud or in another store',
  'entry-packed': (_f) => 'this file is compressed in an unknown way',
  'wim-solid': (_f) => 'a WIM whose files are packed together (ESD, LZMS)',
  'wim-parts': (f) => `part ${f.part} of a WIM in ${f.parts} parts (SWM)`,
  'wim-pipable': (_f) => 'a WIM that was made to be read from a pipe',
};

const wayOut: ReasonWords<VolumeLimits> = {
  'volume-features': (_f) => 'Let the system that made it mount it: mount -o ro,loop IMAGE FOLDER',
  'journal-elsewhere': (_f) =>
    'Connect the device with the journal, mount both and unmount them again: that empties the journal.',
  'entry-encrypted': (_f) =>
    'Mount the image on the system it comes from, unlock the folder there and copy it.',
  'entry-elsewhere': (_f) => 'Copy it on the computer that the file system belongs to.',
  'entry-packed': (_f) => 'Mount the image on the system it comes from, and copy it there.',
  'wim-solid': (_f) => 'Pack it anew first: wimlib-imagex export FROM.esd all TO.wim --compress=LZX',
  'wim-parts': (_f) => 'Join the parts first: wimlib-imagex join TO.wim FROM*.swm',
  'wim-pipable': (_f) => 'Write it anew first: wimlib-imagex export FROM.wim all TO.wim --not-pipable',
};

/** What of a sound file system is not read here, and what to do. */
export const volumeLimits = { reasons, wayOut };
