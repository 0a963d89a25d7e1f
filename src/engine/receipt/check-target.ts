import { webcrypto } from 'node:crypto';
import { alignedBytes } from '../memory/aligned-memory.ts';
import { asFailure, Failure } from '../ports/failure.ts';
import type { Target } from '../ports/target.ts';
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
  const ahead: Promise<boolean>[] = [];
  let next = 0;
  try {
    for (let index = 0; index < tree.pieces.length; index++) {
      await around.pass();
      around.signal.throwIfAborted();
      for (; next < tree.pieces.length && ahead.length < READS_IN_FLIGHT; next++) {
        const piece = isGood(target, tree, next, memory[next % READS_IN_FLIGHT] as Uint8Array);
        piece.catch(() => undefined);
        ahead.push(piece);
      }
      const place = placeOf(tree, index);
      if (!(await (ahead.shift() as Promise<boolean>))) {
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

async function isGood(target: Target, tree: TreeHash, index: number, memory: Uint8Array): Promise<boolean> {
  const { atByte, lengthBytes } = placeOf(tree, index);
  const wholeBlocks = Math.ceil(lengthBytes / target.blockBytes) * target.blockBytes;
  try {
    await target.read(atByte, memory.subarray(0, wholeBlocks));
  } catch (error) {
    if (asFailure(error).code !== 'target-read-failed') throw error;
    return false;
  }
  // A copy, because the hash wants memory that is not shared.
  const digest = await webcrypto.subtle.digest('SHA-256', Uint8Array.from(memory.subarray(0, lengthBytes)));
  return Buffer.from(digest).toString('hex') === tree.pieces[index];
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
