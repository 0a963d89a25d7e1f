import type { Pass } from './pass-parts.ts';
import { STRETCH_BYTES } from './piece.ts';
import { readAhead } from './read-ahead.ts';
import { ringAside } from './ring.ts';

/** Enough to read one chunk while another is hashed. */
export const HASH_SLOTS = 2;

/**
 * The hash rested, and no target gave back what it missed: the source is read again from there, and every byte is held
 * against what passed before it is hashed.
 *
 * @throws Failure `source-changed`, and what reading the source may throw
 */
export async function hashRest(
  {
    job,
    ring,
    hash,
    seen,
  }: Pick<Pass, 'ring' | 'hash' | 'seen'> & { readonly job: Pick<Pass['job'], 'gate' | 'signal'> },
  sizeBytes: number,
): Promise<void> {
  if (!seen || !hash.isBehind(sizeBytes)) return;
  const fromByte = hash.nextAtByte - (hash.nextAtByte % STRETCH_BYTES);
  const chunks = readAhead((atByte, into) => seen.readStretches(atByte, into), {
    fromByte,
    sizeBytes,
    readBlockBytes: 1,
    padBlockBytes: 1,
    ring: ringAside(ring, HASH_SLOTS),
    inFlight: 1,
    gate: job.gate,
    signal: job.signal,
  });
  for await (const chunk of chunks) {
    hash.take(chunk);
    chunk.slot.release();
  }
}
