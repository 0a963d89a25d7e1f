import { present } from '../../../contract/failure/present.ts';
import { le16 } from '../../codec/little.ts';

/** The block as it is read: at a place, which is past the end when a length ran out of bytes. */
interface Reading {
  readonly block: Uint8Array;
  at: number;
}

const SHORTEST_MATCH_BYTES = 4;
/** A length of 15 goes on in the bytes that follow. */
const LONG = 15;
/** Of a block that needs a dictionary. */
export const BEFORE_ALL = -2;
/** A call costs more than some bytes. */
const SHORT_BYTES = 32;

/**
 * Unpacks one LZ4 block (LZ4 block format description) into `out` from `outAt` on. What stands before `outAt` may be
 * referred to. Returns the place behind the last byte, or -1 when the block is broken or does not fit, or `BEFORE_ALL` when it refers to
 * what stands before that: to a dictionary, if it is not broken.
 */
export function unpackLz4Block(block: Uint8Array, out: Uint8Array, outAt: number): number {
  const from: Reading = { block, at: 0 };
  let to = outAt;
  while (from.at < block.length) {
    const token = present(block[from.at++]);
    const literalBytes = lengthOf(token >> 4, from);
    if (from.at + literalBytes > block.length || to + literalBytes > out.length) return -1;
    copyLiterals(block, from.at, out, to, literalBytes);
    from.at += literalBytes;
    to += literalBytes;
    // The last sequence has literals only.
    if (from.at === block.length) return to;
    to = copyMatch(token & LONG, from, out, to);
    if (to < 0) return to;
  }
  return -1;
}

function lengthOf(begun: number, from: Reading): number {
  if (begun < LONG) return begun;
  let length = begun;
  for (let more = 255; more === 255; length += more) more = from.block[from.at++] ?? 0;
  return length;
}

function copyLiterals(from: Uint8Array, at: number, out: Uint8Array, to: number, lengthBytes: number): void {
  if (lengthBytes > SHORT_BYTES) out.set(from.subarray(at, at + lengthBytes), to);
  else for (let index = 0; index < lengthBytes; index++) out[to + index] = present(from[at + index]);
}

/** Offset, rest of the length, and the copy. Returns the place behind it, -1, or `BEFORE_ALL` for an offset to before the beginning. */
function copyMatch(begun: number, from: Reading, out: Uint8Array, to: number): number {
  const { block, at } = from;
  if (at + 2 > block.length) return -1;
  const offset = le16(block, at);
  from.at += 2;
  const end = to + lengthOf(begun, from) + SHORTEST_MATCH_BYTES;
  if (offset === 0 || from.at > block.length || end > out.length) return -1;
  if (offset > to) return BEFORE_ALL;
  // A match that reaches into itself repeats what it has just written.
  if (offset >= end - to && end - to > SHORT_BYTES) out.copyWithin(to, to - offset, end - offset);
  else if (offset === 1) out.fill(present(out[to - 1]), to, end);
  else for (let index = to; index < end; index++) out[index] = present(out[index - offset]);
  return end;
}
