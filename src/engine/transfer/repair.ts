import { alignedBytes } from '../memory/aligned-memory.ts';
import type { Image } from '../ports/image.ts';
import { PIECE_BYTES } from './digests.ts';
import type { Lane } from './lane.ts';
import type { Mismatch } from './mismatches.ts';

/** More differences than these are no accident: the drive is bad, and rewriting it would only hide that for a while. */
const REPAIRED_AT_MOST = 64;

/**
 * Writes what differed once more and reads it back. Returns the stretches that are right now; what stays wrong stays
 * in the report. One try: a drive that needs two is not to be trusted.
 */
export async function repair(lane: Lane, image: Image, bad: readonly Mismatch[]): Promise<Mismatch[]> {
  if (bad.length > REPAIRED_AT_MOST) return [];
  const repaired: Mismatch[] = [];
  for (const mismatch of bad) if (await rewrite(lane, image, mismatch)) repaired.push(mismatch);
  return repaired;
}

async function rewrite({ target }: Lane, image: Image, { atByte, lengthBytes }: Mismatch): Promise<boolean> {
  const memory = alignedBytes(PIECE_BYTES * 2);
  const wanted = memory.subarray(0, PIECE_BYTES);
  const found = memory.subarray(PIECE_BYTES);
  const endByte = atByte + lengthBytes;
  for (let at = atByte - (atByte % PIECE_BYTES); at < endByte; at += PIECE_BYTES) {
    const sizeBytes = Math.min(PIECE_BYTES, image.sizeBytes - at);
    const paddedBytes = Math.ceil(sizeBytes / target.blockBytes) * target.blockBytes;
    await image.read(at, wanted.subarray(0, sizeBytes));
    wanted.fill(0, sizeBytes, paddedBytes);
    await target.write(at, wanted.subarray(0, paddedBytes));
    await target.flush();
    await target.read(at, found.subarray(0, paddedBytes));
    if (Buffer.compare(wanted.subarray(0, paddedBytes), found.subarray(0, paddedBytes)) !== 0) return false;
  }
  return true;
}
