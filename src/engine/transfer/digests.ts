import { crc32 } from 'node:zlib';
import type { Needs } from './needs.ts';

/** Bytes covered by one digest; a difference is first known to lie within one such piece. */
export const PIECE_BYTES = 65_536;

/**
 * A CRC-32 for every 64 KiB of the source, recorded while it passes by, so that the read-back can be compared
 * without reading the source again. It finds every burst of up to 32 bits, and misses one in 4 · 10⁹ other changes.
 */
export class PieceDigests {
  readonly #needs: Needs | undefined;
  #crcs = new Uint32Array(1024);

  /** @param needs only these bytes of a piece count */
  constructor(needs?: Needs) {
    this.#needs = needs;
  }

  /** `atByte` is a multiple of the piece; only the image's last piece may be short. */
  record(atByte: number, bytes: Uint8Array): void {
    this.#growTo(Math.ceil((atByte + bytes.length) / PIECE_BYTES));
    for (const [index, piece] of pieces(atByte, bytes)) this.#crcs[index] = this.#crcOf(index, piece);
  }

  #crcOf(index: number, piece: Uint8Array): number {
    if (!this.#needs) return crc32(piece);
    const atByte = index * PIECE_BYTES;
    let crc = 0;
    for (const { fromByte, toByte } of this.#needs.parts(atByte, piece.length))
      crc = crc32(piece.subarray(fromByte - atByte, toByte - atByte), crc);
    return crc;
  }

  /** The size of a stream is known when it has ended. */
  #growTo(count: number): void {
    if (count <= this.#crcs.length) return;
    const larger = new Uint32Array(Math.max(count, 2 * this.#crcs.length));
    larger.set(this.#crcs);
    this.#crcs = larger;
  }

  /** Places (relative to the image) of the pieces that differ. */
  *differences(atByte: number, bytes: Uint8Array): Iterable<{ atByte: number; lengthBytes: number }> {
    for (const [index, piece] of pieces(atByte, bytes)) {
      if (this.#crcs[index] !== this.#crcOf(index, piece))
        yield { atByte: index * PIECE_BYTES, lengthBytes: piece.length };
    }
  }
}

function* pieces(atByte: number, bytes: Uint8Array): Iterable<[number, Uint8Array]> {
  if (atByte % PIECE_BYTES !== 0) throw new Error(`digest of a piece at ${atByte}, inside a piece`);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield [(atByte + at) / PIECE_BYTES, bytes.subarray(at, at + PIECE_BYTES)];
  }
}
