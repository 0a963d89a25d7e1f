import type { ChecksumNoteFacts, LeftAloneFacts } from '../../engine/contract/events/checksum-notes.ts';

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

/** What a source is compared with, and what that is worth. */
export const checksumNotes = {
  weak,
  leftAlone,
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
