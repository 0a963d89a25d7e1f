import { createHash } from 'node:crypto';

/** Lists of checksums in the root of a medium, by which it checks itself. */
const LIST_NAME = /^(?:md5sums?|sha(?:1|256|512)sums?)(?:\.txt)?$/i;
/** `hash  ./path`, `hash *path`. */
const LINE = /^(\\?)([0-9a-f]{32,128})([ \t][ *])(.+?)(\r?)$/gim;
const algorithms = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [128, 'sha512'],
]);

export function isChecksumList(name: string): boolean {
  return LIST_NAME.test(name);
}

/**
 * The list with the checksums of files that are others now. `changed` gives a file's new bytes by its path in the list,
 * without what stands before the first folder (`/a/b`). Bytes are kept: one character each.
 */
export function listWith(text: string, changed: (path: string) => Uint8Array | undefined): string {
  return text.replace(LINE, (whole, mark: string, hash: string, gap: string, path: string, end: string) => {
    const algorithm = algorithms.get(hash.length);
    const bytes = algorithm && changed(`/${path.replace(/^(?:\.?\/)+/, '')}`);
    if (!algorithm || !bytes) return whole;
    return `${mark}${createHash(algorithm).update(bytes).digest('hex')}${gap}${path}${end}`;
  });
}
