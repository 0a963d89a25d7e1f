import { algorithmOf, type Said, spelled } from './algorithms.ts';
import type { ChecksumLine } from './line-forms.ts';

const LONGEST_LINE = 1024;
/** A name, a hash, what the hash is. */
const MOST_CELLS = 3;

/**
 * `x.iso  HASH`, `HASH,x.iso`, `| x.iso | SHA256 | HASH |`: a name with a dot and a hash, in either order, and maybe a word for the
 * algorithm. Asked last, of lines that have no other form.
 */
export function parseCells(line: string, before?: Said): ChecksumLine | undefined {
  if (line.length > LONGEST_LINE) return undefined;
  const cells = line
    .split(/[ \t|,;]+/)
    .map((cell) => cell.replace(/^[*"'`]+|["'`]+$/g, ''))
    .filter((cell) => cell !== '');
  if (cells.length < 2 || cells.length > MOST_CELLS) return undefined;
  const words = cells.flatMap((cell) => spelled(cell) ?? []);
  const [hash, ...more] = cells.filter((cell) => /^[0-9a-fA-F]{32,128}$/.test(cell));
  const [name, ...others] = cells.filter((cell) => cell !== hash && spelled(cell) === undefined);
  if (hash === undefined || name === undefined || more.length > 0 || others.length > 0) return undefined;
  const algorithm = algorithmOf(hash, words[0] ?? before);
  return algorithm && /[^.]\.[^.]/.test(name) ? { algorithm, hash: hash.toLowerCase(), name } : undefined;
}
