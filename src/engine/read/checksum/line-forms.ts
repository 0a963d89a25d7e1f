import { type Algorithm, algorithmOf, fits, type Said, spelled } from './algorithms.ts';

/** One checksum that a line holds. */
export interface ChecksumLine {
  readonly algorithm: Algorithm;
  /** Hex, lower case. */
  readonly hash: string;
  /** Absent when the line holds the hash alone. */
  readonly name?: string;
  /** A heading in some language that the hash stands under, and that may name the file. */
  readonly under?: string;
}

/** One that says of which file. */
export type LineOfFile = ChecksumLine & { readonly name: string };

// All patterns take time proportional to the line: nothing in them can be matched in two ways.

const HEX_AT_MOST = 128;

/** `HASH  NAME`, `HASH *NAME`, `HASH`. A backslash in front says that the name is escaped (coreutils). */
export function parseGnu(line: string, said?: Said): ChecksumLine | undefined {
  const [, escaped, hash = '', rest = ''] = /^(\\?)([0-9a-fA-F]{32,128})(?![^ \t])(.*)$/s.exec(line) ?? [];
  const algorithm = algorithmOf(hash, said);
  if (!algorithm) return undefined;
  const name = rest.replace(/^[ \t]+/, '').replace(/^\*/, '');
  return entry(algorithm, hash, escaped ? unescaped(name) : name);
}

/** `SHA256 (NAME) = HASH`, `SHA2-256(NAME)= HASH` */
export function parseBsd(line: string): ChecksumLine | undefined {
  const [, escaped, kind = ''] = /^(\\?)([A-Za-z0-9/-]{2,20}) ?\(/.exec(line) ?? [];
  const end = line.lastIndexOf(')');
  const [, hash = ''] = /^ ?= ?([0-9a-fA-F]{1,128})[ \t]*$/.exec(line.slice(end + 1, end + 256)) ?? [];
  const algorithm = spelled(kind);
  const name = line.slice(line.indexOf('(') + 1, end);
  if (!algorithm || algorithm === 'other' || name === '' || !fits(hash, algorithm)) return undefined;
  return entry(algorithm, hash, escaped ? unescaped(name) : name);
}

/** `SHA256  HASH  C:\x.iso`, a row of PowerShell's `Get-FileHash`, or the same as CSV. A name that was cut off is none. */
export function parseRow(line: string): ChecksumLine | undefined {
  const [kind = '', hash = '', name = ''] = line.startsWith('"')
    ? line.slice(1).split(/"[,;]"/, 3)
    : (/^([A-Za-z0-9-]{2,20})[ \t]+([0-9a-fA-F]{32,128})(?![^ \t])(.*)$/s.exec(line)?.slice(1) ?? []);
  const said = spelled(kind);
  if (said === undefined || said === 'other' || !isHex(hash) || !fits(hash, said)) return undefined;
  const whole = name.trim().replace(/"$/, '');
  return entry(said, hash, whole.endsWith('...') || whole.endsWith('…') ? '' : whole);
}

/** A line that says what, then a colon or an equals sign, then a hash: `NAME: HASH`, `SHA-256: HASH`, `NAME: SHA256 = D41D 8CD9`. */
export function parseLabelled(line: string, before?: Said): ChecksumLine | undefined {
  const sign = Math.max(line.lastIndexOf(':'), line.lastIndexOf('='));
  if (sign < 1) return undefined;
  const value = line.slice(sign + 1).trim();
  const hash = hexOf(value);
  const label = line.slice(0, sign).trim();
  if (hash === undefined) return prefixed(label, value);
  return line[sign] === '=' ? assigned(label, hash) : named(label, hash, before);
}

/** `sha256:HASH  NAME` */
function prefixed(label: string, value: string): ChecksumLine | undefined {
  const said = spelled(label);
  const line = said && said !== 'other' ? parseGnu(value, said) : undefined;
  return line?.algorithm === said ? line : undefined;
}

/** `SHA256 = HASH`, `NAME: SHA256 = HASH` (`gpg --print-mds`) */
function assigned(label: string, hash: string): ChecksumLine | undefined {
  const colon = label.lastIndexOf(':');
  const said = spelled(label.slice(colon + 1).trim());
  if (said === undefined || said === 'other' || !fits(hash, said)) return undefined;
  return entry(said, hash, colon < 0 ? '' : label.slice(0, colon));
}

function named(label: string, hash: string, before: Said | undefined): ChecksumLine | undefined {
  const said = spelled(label);
  const isOfText = said !== undefined || /^(?:hash|checksum|digest)$/i.test(label);
  const algorithm = algorithmOf(hash, said ?? before);
  return algorithm && entry(algorithm, hash, isOfText ? '' : label);
}

/** `d4 1d 8c d9 …` of certutil: a hash alone, in groups. */
export function parseGroups(line: string, said?: Said): ChecksumLine | undefined {
  const hash = hexOf(line);
  const algorithm = hash === undefined ? undefined : algorithmOf(hash, said);
  return hash === undefined || !algorithm ? undefined : entry(algorithm, hash, '');
}

/** Hex digits in groups, put together. */
function hexOf(text: string): string | undefined {
  if (text.length > HEX_AT_MOST * 2) return undefined;
  const hex = text.replace(/[ \t]/g, '');
  return hex.length >= 32 && isHex(hex) ? hex : undefined;
}

function isHex(text: string): boolean {
  return text.length <= HEX_AT_MOST && /^[0-9a-fA-F]+$/.test(text);
}

function entry(algorithm: Algorithm, hash: string, name: string): ChecksumLine {
  const line = { algorithm, hash: hash.toLowerCase() };
  return name === '' ? line : { ...line, name };
}

function unescaped(name: string): string {
  return name.replace(/\\([\\nr])/g, (_, char: string) => ({ n: '\n', r: '\r' })[char] ?? '\\');
}
