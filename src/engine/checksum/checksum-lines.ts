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

/** All checksums in a text: `HASH  NAME`, `HASH *NAME`, `SHA256 (NAME) = HASH`, `HASH`; signatures around them are passed over. */
export function checksumLines(text: string): ChecksumLine[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => parseGnu(line.trim()) ?? parseBsd(line.trim()))
    .filter((line) => line !== undefined);
}

/** A backslash in front says that the name is escaped (coreutils). */
function parseGnu(line: string): ChecksumLine | undefined {
  const [, escaped, hash = '', name] = /^(\\?)([0-9a-fA-F]{32,128})(?:\s+\*?(.+))?$/.exec(line) ?? [];
  const algorithm = byLength[hash.length];
  if (!algorithm) return undefined;
  return entry(algorithm, hash, escaped && name ? unescaped(name) : name);
}

function parseBsd(line: string): ChecksumLine | undefined {
  const [, kind = '', name, hash = ''] =
    /^(MD5|SHA256|SHA512) ?\((.+)\) ?= ?([0-9a-fA-F]+)$/.exec(line) ?? [];
  const algorithm = bsdNames[kind];
  return algorithm && byLength[hash.length] === algorithm ? entry(algorithm, hash, name) : undefined;
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
  const named = fitting.filter((line) => line.name !== undefined && lastPart(line.name) === name);
  if (named.length > 0) return new Set(named.map(({ hash }) => hash)).size === 1 ? named[0]?.hash : undefined;
  return own && fitting.length === 1 ? fitting[0]?.hash : undefined;
}

function lastPart(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
