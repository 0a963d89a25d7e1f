import type { ChecksumNoteFacts, LeftAloneFacts } from '../../engine/contract/events/checksum-notes.ts';
import type { BesideFacts } from '../../engine/contract/failure/beside-reasons.ts';

const weak: { readonly [W in NonNullable<ChecksumNoteFacts['weak']>]: string } = {
  'plain-http':
    'it came over plain http, like the image, so it reveals accidents but not forgeries: an https address or the publisher’s SHA-256 would prove more',
  'old-hash': 'MD5 and SHA-1 reveal accidents but not forgeries: the publisher’s SHA-256 would prove more',
  'in-image':
    'checksums inside the image itself reveal accidents but not forgeries: the publisher’s SHA-256 would prove more',
};

const leftAlone: {
  readonly [R in Exclude<LeftAloneFacts['reason'], 'damaged' | 'names-itself'>]: (most: number) => string;
} = {
  'names-nothing-here': (_most) => 'nothing it names is in the image',
  'too-large': (_most) => 'it is too large for a list of checksums',
  'too-many': (most) => `there are more than ${most}`,
  'behind-end': (_most) => 'the file system extends past the end of the image',
};

const beside: { readonly [R in BesideFacts['reason']]: (line: number) => string } = {
  empty: (_line) => 'it is empty',
  'not-understood': (_line) => 'it holds no checksum in a form that is known here',
  'line-not-understood': (line) => `its line ${line} names the image and is not understood`,
  'too-large': (_line) => 'it is too large for a list',
  unreadable: (_line) => 'it cannot be read',
  'named-twice': (_line) => 'it has several files of this name, with different checksums',
  'no-name': (_line) => 'it does not say which file its checksum is of',
  'not-named': (_line) => 'it is called after the image and has no checksum of it',
  'names-others': (_line) => 'it names other files only',
};

/** What a source is compared with, and what that is worth. */
export const checksumNotes = {
  weak,
  leftAlone,
  beside,
  checkedAgainst: (list: string) => `checked against ${list}`,
  alsoAgainst: (list: string) => `and against ${list}`,
  doesNotMatch: (list: string) => `checked against ${list}, and it does not match`,
  contradict: (first: string, second: string) => `not checked: ${first} and ${second} contradict each other`,
  implanted: 'the MD5 implanted in it',
  findsAccidents: 'finds accidents, not forgeries',
  notChecked: 'not checked against any checksum',
  notCheckedAgainst: (list: string, why: string) => `not checked against ${list}: ${why}`,
  isAboutOthers: (list: string) => `${list} does not name the image`,
  implantedMatches: 'the source matches the MD5 implanted in it when it was made',
  oneMatches: (list: string) => `the file that ${list} inside the image lists matches`,
  allMatch: (list: string, files: number) => `all ${files} files that ${list} inside the image lists match`,
  namesItself: (list: string) =>
    `${list} inside the image lists a checksum of itself, which cannot be right: ignored`,
  isLeftAlone: (list: string, why: string) => `${list} inside the image: ignored, because ${why}`,
  whateverLists: 'any checksum files',
  isPatched: (file: string, list: string) =>
    `${file} differs from ${list} only where its place on the medium was patched in: this is as it should be`,
  trailing: (path: string, bytes: string, container: string) =>
    `${path}: ${bytes} bytes after the ${container} data do not belong to it and were ignored`,
  someBytes: 'some',
  notRead: 'it was not read',
  endsTooEarly: 'the image ends before it does',
};
