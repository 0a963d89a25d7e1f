import { type Said, spelled } from './algorithms.ts';

/**
 * What a checksum file is by its name: `own` of one image, a `list` of whatever lies there, or named after something else (`other`),
 * and then listened to only where it names the image.
 */
export interface ChecksumName {
  readonly kind: 'own' | 'list' | 'other';
  /** The algorithm that the name tells. */
  readonly said: Said | undefined;
  /** Its name ends like a signature's: it may hold a signed list, or a signature of another file. */
  readonly isSignature: boolean;
}

const LONGEST_NAME = 255;

/** `x.iso.asc`, `SHA256SUMS.gpg`, `SHA512SUMS.sign` */
export const signatureEnd = /\.(?:asc|gpg|sig|sign|pgp|minisig)$/i;
/** `SHA256SUMS`, `sha256sum`, `SHA256`, `MD5`, `checksums`, `CHECKSUM`, `hashes`, `sha256-hash` */
const listName =
  /^(?:(md5|sha(?:-?\d{1,3}(?:-\d{3})?)?|b2|b3|blake2[bs]?|blake3|whirlpool|rmd160|sfv|crc32|xxh(?:3|32|64|128|a)?)(?:[-_]?(?:check)?sums?|[-_]?hash(?:es)?)?|checksums?|hash(?:es)?|digests?)$/i;
/** `CHECKSUM.SHA256-FreeBSD-14.1-RELEASE-amd64`, `checksums.sha256`, `MD5SUMS.small`, `sha256sums-12.5` */
const longListName =
  /^(?:checksums?[-_.](md5|sha-?\d{1,3}|b2)(?![0-9a-z])|(md5|sha-?\d{1,3}|b2)[-_]?sums?[-_.])/i;
/** `x.iso.sha256`, `x.iso.sha`, `x.iso.sha256sum`, `x.iso.DIGESTS`, `Fedora-40-CHECKSUM`, `ubuntu-SHA256SUMS` */
const nameEnd =
  /[-_. ](?:(md5|sha(?:-?\d{1,3}(?:-\d{3})?)?|b2|b3|blake2[bs]?|blake3|whirlpool|rmd160|sfv|crc32|xxh(?:3|32|64|128|a)?)(?:[-_]?(?:check)?sums?)?|checksums?|digests?|hash(?:es)?|sums?)$/i;
/** What checksums are about. */
const imageEnd =
  /\.(?:iso|img|raw|bin|dd|wic|usb|hddimg|sdimg|qcow2|vmdk|vhdx?|ova|wim|esd|dmg|zip|gz|tgz|xz|txz|zst|zstd|bz2|lz4|7z|tar|exe|cue|torrent|bmap|pdf|log|json|ndjson|csv)$/i;

/** What a file beside the image `imageName` is by its name; nothing for a file of another kind. */
export function checksumName(file: string, imageName: string): ChecksumName | undefined {
  if (file === imageName || file.length > LONGEST_NAME) return undefined;
  const isSignature = signatureEnd.test(file);
  const base = file.replace(signatureEnd, '').replace(/\.txt$/i, '');
  if (base.toLowerCase() === imageName.toLowerCase() || imageEnd.test(base)) return undefined;
  const end = nameEnd.exec(base);
  const start = listName.exec(base) ?? longListName.exec(base);
  const [, word = ''] = start ?? end ?? [];
  const said = spelled(word || (start?.[2] ?? ''));
  if (start) return { kind: 'list', said, isSignature };
  return end ? { kind: kindOf(base.slice(0, end.index), end[0], imageName), said, isSignature } : undefined;
}

/** `about`: what stands in front of the part that tells it from other files. */
function kindOf(about: string, end: string, imageName: string): ChecksumName['kind'] {
  if (about.toLowerCase() === imageName.toLowerCase()) return 'own';
  // `Fedora-40-CHECKSUM`, `release.SHA256SUMS` and `hashes.sha256` speak of many, `other.iso.sha256` of one.
  if (listName.test(about)) return 'list';
  return /checksums?$|sums?$/i.test(end) && !imageEnd.test(about) ? 'list' : 'other';
}

/** `isowright` beside `isowright.iso`: the image's name without its last part, where that says what it is. */
export function stemOf(imageName: string): string | undefined {
  return /\.(?:iso|img|raw|bin|dd|wic|usb)$/i.test(imageName)
    ? imageName.slice(0, imageName.lastIndexOf('.'))
    : undefined;
}

/** By its name a file that images are checked against. */
export function isChecksumName(file: string): boolean {
  return checksumName(file, '') !== undefined;
}

/** Another image: a hash without a name may be that one's. */
export function isImageName(file: string): boolean {
  return imageEnd.test(file) && !/\.(?:torrent|bmap|pdf|log|json|ndjson|csv|cue)$/i.test(file);
}

/** What is asked for where nobody says which files there are, the likely ones first. */
export function usualNames(imageName: string): readonly (readonly string[])[] {
  const own = (end: string): string => `${imageName}.${end}`;
  // FreeBSD: FreeBSD-14.1-RELEASE-amd64-disc1.iso is in CHECKSUM.SHA256-FreeBSD-14.1-RELEASE-amd64.
  const release = imageName.slice(0, Math.max(0, imageName.lastIndexOf('-')));
  return [
    [own('sha256'), 'SHA256SUMS', own('sha512'), 'SHA512SUMS'],
    [
      own('sha256sum'),
      own('sha256.txt'),
      own('sha'),
      own('DIGESTS'),
      own('CHECKSUM'),
      `${imageName}-CHECKSUM`,
    ],
    [
      'SHA256SUMS.txt',
      'sha256sums.txt',
      'sha256sum.txt',
      'SHA256SUM',
      'sha256.txt',
      'CHECKSUM',
      'checksums.txt',
    ],
    ['SHA256', 'SHA512', 'sha512sums.txt', 'sha512sum.txt', 'SHA512SUMS.txt', own('sha512sum')],
    release === '' ? [] : [`CHECKSUM.SHA512-${release}`, `CHECKSUM.SHA256-${release}`],
    [own('sha1'), 'SHA1SUMS', own('md5'), 'MD5SUMS', own('md5sum'), 'md5sum.txt'],
  ];
}
