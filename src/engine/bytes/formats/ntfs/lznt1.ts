import { present } from '../../../contract/failure/present.ts';
import { le16 } from '../../codec/little.ts';

/** What a chunk unpacks to. */
const CHUNK_BYTES = 4096;
const IS_PACKED = 0x8000;
const LENGTH_MASK = 0xfff;
const SHORTEST_MATCH_BYTES = 3;

/**
 * LZNT1, [MS-XCA] §2.5: chunks of 4096 bytes, each stored or packed. What is behind the last chunk stays zero.
 *
 * @returns false for a broken one
 */
export function unpackLznt1(packed: Uint8Array, out: Uint8Array): boolean {
  let at = 0;
  for (let start = 0; start < out.length && at + 2 <= packed.length; start += CHUNK_BYTES) {
    const head = le16(packed, at);
    if (head === 0) break;
    const chunk = packed.subarray(at + 2, at + 3 + (head & LENGTH_MASK));
    if (chunk.length !== (head & LENGTH_MASK) + 1) return false;
    const into = out.subarray(start, start + CHUNK_BYTES);
    if (!(head & IS_PACKED)) into.set(chunk.subarray(0, into.length));
    else if (!unpackChunk(chunk, into)) return false;
    at += 2 + chunk.length;
  }
  return true;
}

/** Eight bits say which of the next eight are letters, and which lead back. */
function unpackChunk(chunk: Uint8Array, out: Uint8Array): boolean {
  let to = 0;
  // A one behind the last of them says when they are used up.
  for (let at = 0, flags = 1; at < chunk.length; ) {
    if (flags === 1) {
      flags = present(chunk[at++]) | 0x100;
      continue;
    }
    const isLetter = (flags & 1) === 0;
    if (isLetter ? to >= out.length : at + 2 > chunk.length) return false;
    if (isLetter) out[to++] = present(chunk[at]);
    else to = copyBack(le16(chunk, at), out, to);
    if (to < 0) return false;
    at += isLetter ? 1 : 2;
    flags >>= 1;
  }
  return true;
}

/** How many bits of a pair are the distance depends on how far it can lead. Returns the place behind the copy, or -1. */
function copyBack(pair: number, out: Uint8Array, to: number): number {
  let distanceBits = 4;
  while (1 << distanceBits < to) distanceBits++;
  const lengthBits = 16 - distanceBits;
  const distance = (pair >> lengthBits) + 1;
  const end = to + (pair & ((1 << lengthBits) - 1)) + SHORTEST_MATCH_BYTES;
  if (distance > to || end > out.length) return -1;
  for (let at = to; at < end; at++) out[at] = present(out[at - distance]);
  return end;
}
