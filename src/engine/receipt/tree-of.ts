import { createHash } from 'node:crypto';
import { Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import type { Target } from '../ports/target.ts';
import { sharedPages } from '../transfer/ring.ts';
import { type TreeHash, TreeHasher } from './tree-hash.ts';

const STEP_BYTES = 4 << 20;

export interface ReadAgain {
  readonly sizeBytes: number;
  /** What the whole must have: else it is not what was written. */
  readonly sha256: string;
  readonly signal: AbortSignal;
}

/** Reads everything once more for its tree hash. What a transfer hashed on its way needs no such reading. */
export function treeOfImage(image: Image, again: Omit<ReadAgain, 'sizeBytes'>): Promise<TreeHash> {
  const { sizeBytes } = image;
  return treeOf((atByte, into) => image.read(atByte, into), 1, { ...again, sizeBytes });
}

/** The first bytes of a target. */
export function treeOfTarget(target: Target, again: ReadAgain): Promise<TreeHash> {
  return treeOf((atByte, into) => target.read(atByte, into), target.blockBytes, again);
}

/** @throws Failure `source-changed` when the bytes have another SHA-256 now */
async function treeOf(
  read: (atByte: number, into: Uint8Array) => Promise<void>,
  blockBytes: number,
  { sizeBytes, sha256, signal }: ReadAgain,
): Promise<TreeHash> {
  const tree = new TreeHasher();
  const whole = createHash('sha256');
  const memory = new Uint8Array(sharedPages(STEP_BYTES));
  for (let atByte = 0; atByte < sizeBytes; atByte += STEP_BYTES) {
    signal.throwIfAborted();
    const lengthBytes = Math.min(STEP_BYTES, sizeBytes - atByte);
    await read(atByte, memory.subarray(0, Math.ceil(lengthBytes / blockBytes) * blockBytes));
    tree.update(memory.subarray(0, lengthBytes));
    whole.update(memory.subarray(0, lengthBytes));
  }
  if (whole.digest('hex') !== sha256)
    throw new Failure('source-changed', {
      path: 'the source',
      what: 'it has other bytes when it is read again',
    });
  return tree.finish();
}
