/**
 * Unpacks one LZ4 block (LZ4 block format description) into `out` from `outAt` on. What stands before `outAt` may be
 * referred to. Returns the place behind the last byte, or -1 when the block is broken or does not fit.
 */
export function unpackLz4Block(block: Uint8Array, out: Uint8Array, outAt: number): number {
  let at = 0;
  let to = outAt;
  while (at < block.length) {
    const token = block[at++] as number;
    let literalBytes = token >> 4;
    if (literalBytes === 15) {
      for (let more = 255; more === 255; literalBytes += more) {
        if (at >= block.length) return -1;
        more = block[at++] as number;
      }
    }
    if (at + literalBytes > block.length || to + literalBytes > out.length) return -1;
    copyLiterals(block, at, out, to, literalBytes);
    at += literalBytes;
    to += literalBytes;
    // The last sequence has literals only.
    if (at === block.length) return to;
    if (at + 2 > block.length) return -1;
    const offset = (block[at] as number) | ((block[at + 1] as number) << 8);
    at += 2;
    let matchBytes = (token & 15) + 4;
    if (matchBytes === 19) {
      for (let more = 255; more === 255; matchBytes += more) {
        if (at >= block.length) return -1;
        more = block[at++] as number;
      }
    }
    if (offset === 0 || offset > to || to + matchBytes > out.length) return -1;
    copyMatch(out, to, offset, matchBytes);
    to += matchBytes;
  }
  return -1;
}

/** A call costs more than some bytes. */
const SHORT_BYTES = 32;

function copyLiterals(from: Uint8Array, at: number, out: Uint8Array, to: number, lengthBytes: number): void {
  if (lengthBytes > SHORT_BYTES) out.set(from.subarray(at, at + lengthBytes), to);
  else for (let index = 0; index < lengthBytes; index++) out[to + index] = from[at + index] as number;
}

/** A match that reaches into itself repeats what it has just written. */
function copyMatch(out: Uint8Array, to: number, offset: number, lengthBytes: number): void {
  if (offset >= lengthBytes && lengthBytes > SHORT_BYTES) {
    out.copyWithin(to, to - offset, to - offset + lengthBytes);
  } else if (offset === 1 && lengthBytes > SHORT_BYTES) {
    out.fill(out[to - 1] as number, to, to + lengthBytes);
  } else {
    for (let index = to; index < to + lengthBytes; index++) out[index] = out[index - offset] as number;
  }
}
