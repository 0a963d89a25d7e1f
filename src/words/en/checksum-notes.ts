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
  'not-understood': (_line) => 'it contains no checksum in a known form',
  'line-not-understood': (line) => `its line ${line} names the image but cannot be parsed`,
  'too-large': (_line) => 'it is too large for a list of checksums',
  unreadable: (_line) => 'it cannot be read',
  'named-twice': (_line) => 'it lists several files with this name, with different checksums',
  'no-name': (_line) => 'it does not say which file its checksum is for',
  'not-named': (_line) => 'it is named after the image but has no checksum of it',
  'names-others': (_line) => 'it lists only other files',
};

/** What a source is compared with, and what that is worth. */
export const checksumNotes = {
  weak,
  leftAlone,
  beside,
  checkedAgainst: (list: string) => `checked against ${list}`,
  alsoAgainst: (list: string) => `and against ${list}`,
  doesNotMatch: (list: string) => `checked against ${list}: does not match`,
  contradict: (first: string, second: string) => `not checked: ${first} and ${second} contradict each other`,
  // An MD5, or the codes of raw sectors.
  implanted: 'the checksums it carries itself',
  findsAccidents: 'reveals accidents, not forgeries',
  notChecked: 'not checked against any checksum',
  notCheckedAgainst: (list: string, why: string) => `not checked against ${list}: ${why}`,
  isAboutOthers: (list: string) => `${list} does not list the image`,
  implantedMatches: 'the source matches the checksums it carries itself',
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
