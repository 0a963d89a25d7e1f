import type { ByteRange } from '../../contract/ports/byte-range.ts';
import { PIECE_BYTES } from './piece.ts';
import { type Part, RangeList } from './range-list.ts';
import { isZero } from './zeros.ts';

/** What a comparison looks at beyond the map is found in blocks of this size. */
const BLOCK_BYTES = 4096;

/**
 * Which bytes of an image a target must hold. A block map names them; what it leaves out is free only where the image holds
 * zeros there. The map is somebody's word: bytes it leaves out are looked at as they pass, and what is not zero is needed too.
 */
export class Needs {
  readonly #named: RangeList;
  /** Left out by the map, and no zeros. */
  readonly #data = new RangeList();
  readonly #writes: boolean;
  /** Bytes that hold data and that the map leaves out, in whole blocks. */
  leftOutBytes = 0;

  /**
   * @param ranges in order, without overlap
   * @param writes what is needed is written, and compared, in whole pieces
   */
  constructor(ranges: readonly ByteRange[], writes = false) {
    this.#named = new RangeList(ranges);
    this.#writes = writes;
  }

  /** The image's bytes, as they pass in order, before anybody uses them. `atByte` is a multiple of a piece. */
  see(atByte: number, bytes: Uint8Array): void {
    if (!this.#hasGap(atByte, bytes.length)) return;
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      if (isZero(piece)) continue;
      if (this.#writes && !this.#named.touches(atByte + at, piece.length))
        this.#need(atByte + at, piece.length);
      else this.#seeBlocks(atByte + at, piece);
    }
  }

  /** The needed parts of a stretch, in order, as places in the image. */
  *parts(atByte: number, lengthBytes: number): Iterable<Part> {
    const named = [...this.#named.parts(atByte, lengthBytes)];
    const data = [...this.#data.parts(atByte, lengthBytes)];
    yield* [...named, ...data].sort((a, b) => a.fromByte - b.fromByte);
  }

  /** The same in whole pieces: what was written there. */
  *pieces(atByte: number, lengthBytes: number): Iterable<Part> {
    const endByte = atByte + lengthBytes;
    for (let at = atByte; at < endByte; at += PIECE_BYTES) {
      const toByte = Math.min(endByte, at + PIECE_BYTES);
      if (this.touch(at, toByte - at)) yield { fromByte: at, toByte };
    }
  }

  /** Some byte of the stretch must be on the target. */
  touch(atByte: number, lengthBytes: number): boolean {
    return this.#named.touches(atByte, lengthBytes) || this.#data.touches(atByte, lengthBytes);
  }

  /** How many bytes before this place must be on the target. */
  bytesBefore(atByte: number): number {
    let sumBytes = 0;
    for (const { fromByte, toByte } of this.parts(0, atByte)) sumBytes += toByte - fromByte;
    return sumBytes;
  }

  /** Where the last byte that the map names before a place ends; 0 when there is none. */
  endBefore(atByte: number): number {
    return Math.max(this.#named.endBefore(atByte), this.#data.endBefore(atByte));
  }

  /** Zeros over what may be anything, so that two readings of it compare equal. */
  blank(atByte: number, bytes: Uint8Array): void {
    blankBetween(this.parts(atByte, bytes.length), atByte, bytes);
  }

  /** The same, where whole pieces were written. `atByte` is a multiple of a piece. */
  blankPieces(atByte: number, bytes: Uint8Array): void {
    blankBetween(this.pieces(atByte, bytes.length), atByte, bytes);
  }

  #hasGap(atByte: number, lengthBytes: number): boolean {
    const [first] = this.#named.parts(atByte, lengthBytes);
    return first === undefined || first.toByte - first.fromByte < lengthBytes;
  }

  #seeBlocks(pieceAt: number, piece: Uint8Array): void {
    for (let at = 0; at < piece.length; at += BLOCK_BYTES) {
      const block = piece.subarray(at, at + BLOCK_BYTES);
      const blockAt = pieceAt + at;
      let doneByte = blockAt;
      for (const { fromByte, toByte } of [...this.#named.parts(blockAt, block.length)]) {
        this.#needData(doneByte, block.subarray(doneByte - blockAt, fromByte - blockAt));
        doneByte = toByte;
      }
      this.#needData(doneByte, block.subarray(doneByte - blockAt));
    }
  }

  #needData(atByte: number, bytes: Uint8Array): void {
    if (bytes.length > 0 && !isZero(bytes)) this.#need(atByte, bytes.length);
  }

  #need(atByte: number, lengthBytes: number): void {
    this.leftOutBytes += lengthBytes;
    this.#data.append({ atByte, lengthBytes });
  }
}

function blankBetween(parts: Iterable<Part>, atByte: number, bytes: Uint8Array): void {
  let doneByte = atByte;
  for (const { fromByte, toByte } of parts) {
    bytes.fill(0, doneByte - atByte, fromByte - atByte);
    doneByte = toByte;
  }
  bytes.fill(0, doneByte - atByte);
}
