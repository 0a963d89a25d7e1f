import type { ParsedRecord } from './record.ts';
import type { VolumeKind } from './volume-facts.ts';

/** Negative, zero or positive as §9.3 orders two records; zero for equal identifiers. */
export function compareRecords(kind: VolumeKind, a: ParsedRecord, b: ParsedRecord): number {
  return kind === 'primary' ? comparePrimary(a, b) : compareBytes(unversioned(kind, a), unversioned(kind, b));
}

/** Identifiers of directories in a path table: padded to equal length. ECMA-119 §6.9.1. */
export function compareDirectories(kind: VolumeKind, a: Uint8Array, b: Uint8Array): number {
  return compareBytes(a, b, kind === 'primary' ? SPACE : 0);
}

const SPACE = 0x20;
const DOT = 0x2e;
const SEMICOLON = 0x3b;

/** Name, then extension, both padded with spaces; then version downwards. ECMA-119 §9.3. */
function comparePrimary(a: ParsedRecord, b: ParsedRecord): number {
  const [one, two] = [partsOf(a.identifier), partsOf(b.identifier)];
  return (
    compareBytes(one.name, two.name, SPACE) ||
    compareBytes(one.extension, two.extension, SPACE) ||
    two.version - one.version
  );
}

function partsOf(identifier: Uint8Array) {
  const end = identifier.indexOf(SEMICOLON) < 0 ? identifier.length : identifier.indexOf(SEMICOLON);
  const dot = identifier.subarray(0, end).indexOf(DOT);
  const version = Number.parseInt(String.fromCharCode(...identifier.subarray(end + 1)), 10);
  return {
    name: identifier.subarray(0, dot < 0 ? end : dot),
    extension: dot < 0 ? new Uint8Array() : identifier.subarray(dot + 1, end),
    version: Number.isNaN(version) ? 0 : version,
  };
}

/** Joliet and later identifiers are compared as bytes; the version is none of them. */
function unversioned(kind: VolumeKind, { identifier, isDirectory }: ParsedRecord): Uint8Array {
  const suffix = kind === 'joliet' ? [0, SEMICOLON, 0, 0x31] : [SEMICOLON, 0x31];
  if (isDirectory || identifier.length <= suffix.length) return identifier;
  const tail = identifier.subarray(identifier.length - suffix.length);
  return suffix.every((byte, i) => byte === tail[i]) ? identifier.subarray(0, -suffix.length) : identifier;
}

function compareBytes(a: Uint8Array, b: Uint8Array, padding = 0): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? padding) - (b[i] ?? padding);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
