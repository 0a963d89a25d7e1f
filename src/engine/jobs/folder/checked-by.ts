import { basename, dirname } from 'node:path';
import { isChecksumName } from '../../read/checksum/checksum-names.ts';

/** `SHA256SUMS`, `sha512sum.txt`, `MD5SUMS.asc`, `SHA256`. */
const LIST = /^(?:sha|md5|b2|blake)\w*(?:[.-](?:txt|asc|gpg|sig|sign|minisig|digests?))*$/i;
/** `CHECKSUM`, `Name-40-1.2-x86_64-CHECKSUM`, `CHECKSUM.SHA256-name`. */
const NAMED_LIST = /checksums?(?:[.-]|$)|sums(?:\.|$)|\.digests?(?:\.|$)/i;
/** What stands beside one image: its hash, its signature, its block map. */
const OF_ONE = /\.(?:sha\d*|md5|b2|blake\w*|asc|gpg|sig|sign|minisig|bmap|ecc)(?:sums?)?(?:\.txt)?$/i;
/** How a person calls a log or a report; nobody looks for a checksum there. */
const OF_RESULTS = /\.(?:log|json|ndjson|csv)$/i;

/**
 * True for a file beside an image that by its name says what the image should be: whoever checks the image reads it, now or later.
 * Both are absolute, without links in their folders.
 */
export function isCheckedBy(imagePath: string, path: string): boolean {
  const name = basename(path);
  if (dirname(path) !== dirname(imagePath) || OF_RESULTS.test(name)) return false;
  return LIST.test(name) || NAMED_LIST.test(name) || OF_ONE.test(name) || isChecksumName(name);
}
