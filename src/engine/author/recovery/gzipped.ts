import { gzipSync } from 'node:zlib';

/** RFC 1952 §2.3.1: where the system that packed it is named. */
const SYSTEM_AT = 9;
const UNKNOWN_SYSTEM = 255;

/** Packed with gzip; the same bytes on every system. */
export function gzipped(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9 });
  packed[SYSTEM_AT] = UNKNOWN_SYSTEM;
  return packed;
}
