import { availableParallelism } from 'node:os';
import type { Readable } from '../../contract/ports/image.ts';
import { writeAt } from '../../host/files/positional-io.ts';
import type { Gate } from '../transfer/gate.ts';

/** Long enough to pack well, short enough that a place is reached by unpacking little. */
const PIECE_BYTES = 4 << 20;
/** So many more than there are processors: one is read while the others are packed. */
const MORE_PIECES = 1;

/** What packing is held by, and whom it tells. */
export interface PackRun {
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** @param doneBytes of the image */
  readonly onPacked: (doneBytes: number) => void;
}

/** Lengths of one piece as it was and as it is packed. */
export interface PackedPiece {
  readonly plainBytes: number;
  readonly packedBytes: number;
}

/** A format in which packed pieces may follow one another. */
export interface PieceForm {
  pack(piece: Uint8Array): Promise<Uint8Array>;
  /** What follows the last piece. */
  end(pieces: readonly PackedPiece[]): Uint8Array;
}

interface Packed {
  readonly plainBytes: number;
  readonly packed: Uint8Array;
}

/**
 * Packs an image into a new file piece by piece, several at once on the thread pool, and writes them in order. A bounded number of
 * pieces is in memory.
 *
 * @throws the image's failure, the stop's reason, the system's error of the file
 */
export async function packPieces(image: Readable, fd: number, form: PieceForm, run: PackRun): Promise<void> {
  const { sizeBytes } = image;
  const most = availableParallelism() + MORE_PIECES;
  const ahead: Promise<Packed>[] = [];
  const pieces: PackedPiece[] = [];
  let nextByte = 0;
  let doneBytes = 0;
  let atByte = 0;
  const start = (): void => {
    const lengthBytes = Math.min(PIECE_BYTES, sizeBytes - nextByte);
    const packing = packed(image, nextByte, lengthBytes, form);
    packing.catch(() => undefined);
    ahead.push(packing);
    nextByte += lengthBytes;
  };
  try {
    while (nextByte < sizeBytes || ahead.length > 0) {
      await run.gate.pass(run.signal);
      run.signal.throwIfAborted();
      while (nextByte < sizeBytes && ahead.length < most) start();
      const piece = await ahead.shift();
      if (piece === undefined) break;
      await writeAt(fd, piece.packed, atByte);
      atByte += piece.packed.length;
      doneBytes += piece.plainBytes;
      pieces.push({ plainBytes: piece.plainBytes, packedBytes: piece.packed.length });
      run.onPacked(doneBytes);
    }
    const end = form.end(pieces);
    if (end.length > 0) await writeAt(fd, end, atByte);
  } finally {
    // The image is closed after this.
    await Promise.allSettled(ahead);
  }
}

async function packed(
  image: Readable,
  atByte: number,
  lengthBytes: number,
  form: PieceForm,
): Promise<Packed> {
  const plain = new Uint8Array(lengthBytes);
  await image.read(atByte, plain);
  return { plainBytes: lengthBytes, packed: await form.pack(plain) };
}
