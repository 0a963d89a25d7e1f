import { webcrypto } from 'node:crypto';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import type { TreeHash } from './tree-hash.ts';

export interface BadPiece {
  readonly atByte: number;
  readonly lengthBytes: number;
}

export interface CheckTarget {
  readonly signal: AbortSignal;
  /** Waits while the job is paused. */
  readonly pass: () => Promise<void>;
  readonly onProgress: (verifiedBytes: number) => void;
  readonly onBad: (bad: BadPiece) => void;
  /** The bytes of each piece that is as it should be, in order. */
  readonly onGood?: (bytes: Uint8Array) => void;
}

const READS_IN_FLIGHT = 2;

/**
 * Reads a target from its beginning and holds every piece against its hash. A piece that cannot be read is as bad as one that
 * differs. Hashing is done on the thread pool while the next piece is read.
 *
 * @throws Failure `target-too-small`, `target-gone`, `stopped`
 */
export async function checkTarget(target: Target, tree: TreeHash, around: CheckTarget): Promise<BadPiece[]> {
  if (target.capacityBytes < tree.sizeBytes) throw tooSmall(target, tree);
  const bad: BadPiece[] = [];
  const memory = Array.from({ length: READS_IN_FLIGHT }, () => alignedBytes(tree.pieceBytes));
  const ahead: Promise<Uint8Array | undefined>[] = [];
  let next = 0;
  try {
    for (let index = 0; index < tree.pieces.length; index++) {
      await around.pass();
      around.signal.throwIfAborted();
      for (; next < tree.pieces.length && ahead.length < READS_IN_FLIGHT; next++) {
        const piece = goodPiece(target, tree, next, present(memory[next % READS_IN_FLIGHT]));
        piece.catch(() => undefined);
        ahead.push(piece);
      }
      const place = placeOf(tree, index);
      const good = await ahead.shift();
      if (good) around.onGood?.(good);
      else {
        bad.push(place);
        around.onBad(place);
      }
      around.onProgress(place.atByte + place.lengthBytes);
    }
    return bad;
  } finally {
    await Promise.allSettled(ahead);
  }
}

/** The piece's bytes when they are those of its hash. */
async function goodPiece(
  target: Target,
  tree: TreeHash,
  index: number,
  memory: Uint8Array,
): Promise<Uint8Array | undefined> {
  const { atByte, lengthBytes } = placeOf(tree, index);
  const wholeBlocks = Math.ceil(lengthBytes / target.blockBytes) * target.blockBytes;
  try {
    await target.read(atByte, memory.subarray(0, wholeBlocks));
  } catch (error) {
    if (asFailure(error).code !== 'target-read-failed') throw error;
    return undefined;
  }
  // A copy, because the hash wants memory that is not shared.
  const bytes = Uint8Array.from(memory.subarray(0, lengthBytes));
  const digest = await webcrypto.subtle.digest('SHA-256', bytes);
  return Buffer.from(digest).toString('hex') === tree.pieces[index] ? bytes : undefined;
}

function placeOf({ pieceBytes, sizeBytes }: TreeHash, index: number): BadPiece {
  const atByte = index * pieceBytes;
  return { atByte, lengthBytes: Math.min(pieceBytes, sizeBytes - atByte) };
}

function tooSmall({ name, capacityBytes }: Target, { sizeBytes }: TreeHash): Failure {
  return new Failure('target-too-small', { target: name, needBytes: sizeBytes, haveBytes: capacityBytes });
}

/** Neighbours as one stretch. */
export function joined(pieces: readonly BadPiece[]): BadPiece[] {
  const stretches: BadPiece[] = [];
  for (const piece of pieces) {
    const last = stretches.at(-1);
    if (last && last.atByte + last.lengthBytes === piece.atByte)
      stretches[stretches.length - 1] = { ...last, lengthBytes: last.lengthBytes + piece.lengthBytes };
    else stretches.push(piece);
  }
  return stretches;
}
