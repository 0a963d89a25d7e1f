import type { OptionWords } from '../../options/option-words.ts';

const text = { valueName: 'text', empty: '-' };
const file = { valueName: 'name', empty: '-' };
const time = { valueName: 'time', empty: '-' };

/** Texts, files and times of the volume descriptors. */
export const descriptorOptions = {
  systemId: {
    ...text,
    title: 'System',
    why: 'A text in the volume descriptor, like those below; at most 32 characters.',
    help: 'a field of the volume descriptor, like those below',
  },
  volumeSetId: {
    ...text,
    title: 'Volume set',
    why: 'The name of the volume set; at most 128 characters.',
    help: 'name of the volume set',
  },
  publisher: {
    ...text,
    title: 'Publisher',
    why: 'Who publishes it; at most 128 characters.',
    help: 'who publishes it',
  },
  preparer: {
    ...text,
    title: 'Preparer',
    why: 'Who prepared it; at most 128 characters.',
    help: 'who prepared it',
  },
  application: {
    ...text,
    title: 'Application',
    why: 'What made it; at most 128 characters.',
    help: 'what made it',
  },
  copyrightFile: {
    ...file,
    title: 'Copyright file',
    why: 'A file at the top of the folder; at most 37 characters.',
    help: 'a file of the folder itself',
  },
  abstractFile: {
    ...file,
    title: 'Abstract file',
    why: 'A file at the top of the folder; at most 37 characters.',
    help: 'a file of the folder itself',
  },
  bibliographicFile: {
    ...file,
    title: 'Bibliographic file',
    why: 'A file at the top of the folder; at most 37 characters.',
    help: 'a file of the folder itself',
  },
  createdAt: {
    ...time,
    title: 'Created at',
    why: 'A time such as 2026-11-22T12:00:00Z; now by default.',
    help: '2026-11-22T12:00:00Z, or seconds since 1970',
  },
  modifiedAt: {
    ...time,
    title: 'Changed at',
    why: 'A time; some boot loaders look for it.',
    help: 'some boot loaders look for it',
  },
  expiresAt: {
    ...time,
    title: 'Expires at',
    why: 'A time: obsolete from then on.',
    help: 'obsolete from then on',
  },
  effectiveAt: {
    ...time,
    title: 'Valid from',
    why: 'A time: not to be used before then.',
    help: 'not to be used before then',
  },
} satisfies { readonly [id: string]: OptionWords };
