import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../contract/ports/image.ts';

/** CRC-32 and the length modulo 2^32 of the last member. RFC 1952 §2.3.1. */
const TRAILER_BYTES = 8;
/** Deflate makes no more than 1032 bytes of one: two bits for 258. */
const MOST_RATIO = 1032;
/** What cannot be packed becomes longer, by far less than this: 5 bytes in 16 KiB (deflate), 1 % and 600 bytes (bzip2). */
const GROWTH = 1.02;
const HEADER_BYTES = 64 << 10;

/** Packed bytes unpack to no less than this, whatever packed them. */
export function leastOf(packedBytes: number): number {
  return Math.max(0, Math.floor((packedBytes - HEADER_BYTES) / GROWTH));
}

/** What stands behind the last block of a bzip2 stream: this, a checksum of 32 bits, and up to seven bits that fill the byte. */
const BZIP2_END = 0x177245385090n;
const BZIP2_END_BYTES = 11;
const BEHIND_MARK_BITS = 32n;

/** Whether a bzip2 file ends as such files do: nothing stands behind its end, and it was not cut off. */
export async function endsAsBzip2(file: Readable): Promise<boolean> {
  const last = await bytesOf(file)(Math.max(0, file.sizeBytes - BZIP2_END_BYTES), BZIP2_END_BYTES);
  const bits = last.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  return [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n].some(
    (filled) => ((bits >> (filled + BEHIND_MARK_BITS)) & 0xffffffffffffn) === BZIP2_END,
  );
}

/**
 * What a gzip file unpacks to at least: its last member is so long, or longer by whole 4 GiB; others may stand before it. A length
 * that no such file has is no length but something behind its end.
 */
export async function leastGzipBytes(file: Readable): Promise<number> {
  const trailer = await bytesOf(file)(Math.max(0, file.sizeBytes - TRAILER_BYTES), TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES) return 0;
  const saidBytes = new DataView(trailer.buffer, trailer.byteOffset).getUint32(4, true);
  const isPossible = saidBytes <= file.sizeBytes * MOST_RATIO;
  return Math.max(leastOf(file.sizeBytes), isPossible ? saidBytes : 0);
}
