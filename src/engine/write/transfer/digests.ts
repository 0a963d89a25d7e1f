import { crc32 } from 'node:zlib';
import { TAG_BYTES, Tagger } from '../../host/files/tags.ts';
import type { Needs } from './block-map-filter.ts';
import { PIECE_BYTES, STRETCH_BYTES } from './piece.ts';

/** A place, relative to the image. */
export interface Place {
  readonly atByte: number;
  readonly lengthBytes: number;
}

/**
 * What passed, so that later readings (of a target, or of the source) can be told from it: a keyed tag of every MiB, which
 * nobody can make other bytes for.
 */
export class PieceDigests {
  readonly #needs: Needs | undefined;
  readonly #tagger = new Tagger();
  #tags = new Uint8Array(64 * TAG_BYTES);
  /** Of each piece, where nobody can read the source again to see which of a stretch differ. */
  #crcs: Uint32Array<ArrayBuffer> | undefined;
  #recordedToByte = 0;
  readonly #waiting = new Set<{ readonly toByte: number; readonly resolve: () => void }>();

  /**
   * @param needs what is not needed may be anything on a target; in the source it is zeros, or needed
   * @param isFine also a CRC-32 of each piece, to narrow a difference down without the source
   */
  constructor(needs?: Needs, isFine = false) {
    this.#needs = needs;
    if (isFine) this.#crcs = new Uint32Array(1024);
  }

  /** The source's bytes as they are used, in order, from its first to its last. */
  record(atByte: number, bytes: Uint8Array): void {
    for (const [index, stretch] of cutAt(atByte, bytes, STRETCH_BYTES)) {
      this.#tags = grown(this.#tags, (index + 1) * TAG_BYTES);
      this.#tags.set(this.#tagger.tagOf(index, stretch), index * TAG_BYTES);
    }
    if (this.#crcs) this.#recordCrcs(this.#crcs, atByte, bytes);
    this.#recordedToByte = atByte + bytes.length;
    this.#wake();
  }

  /** Resolves when everything before this place is recorded, or the signal aborts. */
  async whenRecorded(toByte: number, signal: AbortSignal): Promise<void> {
    if (toByte <= this.#recordedToByte || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#waiting.add({ toByte, resolve });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Another reading of the source: where it first differs from what passed. */
  firstChanged(atByte: number, bytes: Uint8Array): Place | undefined {
    for (const [index, stretch] of cutAt(atByte, bytes, STRETCH_BYTES))
      if (!this.#isSame(index, stretch))
        return { atByte: index * STRETCH_BYTES, lengthBytes: stretch.length };
    return undefined;
  }

  /**
   * A reading of a target: the stretches that differ; pieces, when these are known. What the target need not hold becomes
   * zeros in `bytes`.
   */
  *differences(atByte: number, bytes: Uint8Array): Iterable<Place> {
    this.#needs?.blankPieces(atByte, bytes);
    for (const [index, stretch] of cutAt(atByte, bytes, STRETCH_BYTES)) {
      if (this.#isSame(index, stretch)) continue;
      const stretchAt = index * STRETCH_BYTES;
      const pieces = this.#crcs ? [...this.#differentPieces(stretchAt, stretch, this.#crcs)] : [];
      if (pieces.length > 0) yield* pieces;
      else yield { atByte: stretchAt, lengthBytes: stretch.length };
    }
  }

  #isSame(index: number, stretch: Uint8Array): boolean {
    const recorded = this.#tags.subarray(index * TAG_BYTES, (index + 1) * TAG_BYTES);
    return Buffer.compare(recorded, this.#tagger.tagOf(index, stretch)) === 0;
  }

  /** The size of a stream is known when it has ended. */
  #recordCrcs(known: Uint32Array<ArrayBuffer>, atByte: number, bytes: Uint8Array): void {
    const count = Math.ceil((atByte + bytes.length) / PIECE_BYTES);
    const crcs = known.length < count ? larger(known, count) : known;
    for (const [index, piece] of cutAt(atByte, bytes, PIECE_BYTES)) crcs[index] = crc32(piece);
    this.#crcs = crcs;
  }

  *#differentPieces(stretchAt: number, stretch: Uint8Array, crcs: Uint32Array): Iterable<Place> {
    for (const [index, piece] of cutAt(stretchAt, stretch, PIECE_BYTES)) {
      if (crcs[index] !== crc32(piece)) yield { atByte: index * PIECE_BYTES, lengthBytes: piece.length };
    }
  }

  #wake(): void {
    for (const waiting of this.#waiting) {
      if (waiting.toByte > this.#recordedToByte) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }
}

function larger(crcs: Uint32Array<ArrayBuffer>, count: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(Math.max(count, 2 * crcs.length));
  more.set(crcs);
  return more;
}

function grown(bytes: Uint8Array<ArrayBuffer>, toBytes: number): Uint8Array<ArrayBuffer> {
  if (toBytes <= bytes.length) return bytes;
  const larger = new Uint8Array(Math.max(toBytes, 2 * bytes.length));
  larger.set(bytes);
  return larger;
}

function* cutAt(atByte: number, bytes: Uint8Array, unitBytes: number): Iterable<[number, Uint8Array]> {
  if (atByte % unitBytes !== 0) throw new Error(`digest-overlaps ${atByte} ${unitBytes}`);
  for (let at = 0; at < bytes.length; at += unitBytes) {
    yield [(atByte + at) / unitBytes, bytes.subarray(at, at + unitBytes)];
  }
}
