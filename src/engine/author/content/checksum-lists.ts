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

/** A line of a list, and what stands before it that is none. */
export interface ListLine {
  readonly before: string;
  readonly algorithm: string;
  readonly hash: string;
  /** What stands between hash and path. */
  readonly gap: string;
  /** As it is written, and as the path that it means: `/a/b`. */
  readonly written: string;
  readonly path: string;
  /** Whether backslashes and line ends of the path are written with a backslash. */
  readonly isEscaped: boolean;
  readonly end: string;
}

/** The lines of a list in order, and what stands behind the last one. Texts are byte strings. */
export function listLines(text: string): { readonly lines: readonly ListLine[]; readonly rest: string } {
  const lines: ListLine[] = [];
  let at = 0;
  for (const found of text.matchAll(LINE)) {
    const [whole, mark = '', hash = '', gap = '', written = '', end = ''] = found;
    const algorithm = algorithms.get(hash.length);
    if (algorithm === undefined) continue;
    const isEscaped = mark !== '';
    const plain = isEscaped
      ? written.replace(/\\([n\\])/g, (_, one) => (one === 'n' ? '\n' : '\\'))
      : written;
    const path = `/${plain.replace(/^(?:\.?\/)+/, '')}`;
    lines.push({ before: text.slice(at, found.index), algorithm, hash, gap, written, path, isEscaped, end });
    at = found.index + whole.length;
  }
  return { lines, rest: text.slice(at) };
}

/** A line with another hash, or another path in place of its own, spelt as that was. */
export function lineWith(
  { written, path, gap, isEscaped, end }: ListLine,
  hash: string,
  moved = path,
): string {
  const lead = /^(?:\.?\/)*/.exec(written)?.[0] ?? '';
  const needsMark = isEscaped || /[\\\n]/.test(moved);
  const escaped = needsMark ? moved.replaceAll('\\', '\\\\').replaceAll('\n', '\\n') : moved;
  return `${needsMark ? '\\' : ''}${hash}${gap}${lead}${escaped.slice(1)}${end}`;
}
