/** A checksum somebody published, by the way it was made. */
export type Algorithm = 'sha512' | 'sha256' | 'md5';

export interface ChecksumLine {
  readonly algorithm: Algorithm;
  /** Hex, lower case. */
  readonly hash: string;
  /** Absent when the line holds the hash alone. */
  readonly name?: string;
}

const byLength: Readonly<Record<number, Algorithm>> = { 32: 'md5', 64: 'sha256', 128: 'sha512' };
const bsdNames: Readonly<Record<string, Algorithm>> = { MD5: 'md5', SHA256: 'sha256', SHA512: 'sha512' };

export interface ChecksumText {
  readonly lines: readonly ChecksumLine[];
  /** Lines that hold something, and neither a checksum nor a comment nor a signature: counted from 1. */
  readonly strangeLines: readonly number[];
}

/** All checksums in a text: `HASH  NAME`, `HASH *NAME`, `SHA256 (NAME) = HASH`, `HASH`; signatures around them are passed over. */
export function checksumLines(text: string): readonly ChecksumLine[] {
  return readChecksums(text).lines;
}

/** The same, with the lines that were not understood. The text may be a byte string; then so are the names. */
export function readChecksums(text: string): ChecksumText {
  const lines: ChecksumLine[] = [];
  const strangeLines: number[] = [];
  let isSignature = false;
  text
    .replace(/^(?:\ufeff|\xef\xbb\xbf)/, '')
    .split(/\r?\n/)
    .forEach((whole, index) => {
      const line = whole.replace(/^[ \t]+/, '');
      if (line.startsWith('-----BEGIN PGP SIGNATURE')) isSignature = true;
      const parsed = isSignature ? undefined : (parseGnu(line) ?? parseBsd(line));
      if (parsed) lines.push(parsed);
      else if (!isSignature && !isAside(line)) strangeLines.push(index + 1);
      if (line.startsWith('-----END PGP SIGNATURE')) isSignature = false;
    });
  return { lines, strangeLines };
}

/** Nothing, a comment, or what stands around a signed text (RFC 9580 §7). */
function isAside(line: string): boolean {
  return /^(?:[ \t\r]*$|[#;]|-----BEGIN PGP |Hash: )/.test(line);
}

// Both patterns take time proportional to the line: nothing in them can be matched in two ways.

/** A backslash in front says that the name is escaped (coreutils). */
function parseGnu(line: string): ChecksumLine | undefined {
  const [, escaped, hash = '', rest = ''] = /^(\\?)([0-9a-fA-F]{32,128})(?![^ \t])(.*)$/s.exec(line) ?? [];
  const algorithm = byLength[hash.length];
  if (!algorithm) return undefined;
  const name = rest.replace(/^[ \t]+/, '').replace(/^\*/, '');
  if (name === '') return entry(algorithm, hash, undefined);
  return entry(algorithm, hash, escaped ? unescaped(name) : name);
}

function parseBsd(line: string): ChecksumLine | undefined {
  const [, escaped, kind = ''] = /^(\\?)(MD5|SHA256|SHA512) ?\(/.exec(line) ?? [];
  const end = line.lastIndexOf(')');
  const [, hash = ''] = /^ ?= ?([0-9a-fA-F]{1,128})[ \t]*$/.exec(line.slice(end + 1, end + 256)) ?? [];
  const algorithm = bsdNames[kind];
  const name = line.slice(line.indexOf('(') + 1, end);
  if (!algorithm || name === '' || byLength[hash.length] !== algorithm) return undefined;
  return entry(algorithm, hash, escaped ? unescaped(name) : name);
}

function entry(algorithm: Algorithm, hash: string, name: string | undefined): ChecksumLine {
  const line = { algorithm, hash: hash.toLowerCase() };
  return name === undefined ? line : { ...line, name };
}

function unescaped(name: string): string {
  return name.replace(/\\([\\nr])/g, (_, char: string) => ({ n: '\n', r: '\r' })[char] ?? '\\');
}

/**
 * The checksum for a file of this name. A text made for one file (`own`) may also hold the bare hash, or name the file by
 * another name, as long as it holds one hash only.
 */
export function checksumFor(
  name: string,
  algorithm: Algorithm,
  lines: readonly ChecksumLine[],
  own: boolean,
): string | undefined {
  const fitting = lines.filter((line) => line.algorithm === algorithm);
  // Blanks at an end are those of whoever wrote the text by hand.
  const named = fitting.filter(
    (line) => line.name !== undefined && lastPart(line.name).trim() === name.trim(),
  );
  if (named.length > 0) return new Set(named.map(({ hash }) => hash)).size === 1 ? named[0]?.hash : undefined;
  return own && fitting.length === 1 ? fitting[0]?.hash : undefined;
}

function lastPart(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
