import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import type { Lane } from './lane.ts';
import type { Mismatch } from './mismatches.ts';
import { PIECE_BYTES } from './piece.ts';
import type { SeenSource } from './seen-source.ts';

/** More differences than these are no accident: the drive is bad, and rewriting it would only hide that for a while. */
const REPAIRED_AT_MOST = 64;

/**
 * Writes what differed once more and reads it back. Returns the stretches that are right now; what stays wrong stays
 * in the report. One try: a drive that needs two is not to be trusted.
 *
 * @throws Failure `source-changed`: nothing is written from a reading that is not what passed
 */
export async function repair(lane: Lane, source: SeenSource, bad: readonly Mismatch[]): Promise<Mismatch[]> {
  if (bad.length > REPAIRED_AT_MOST) return [];
  const repaired: Mismatch[] = [];
  for (const mismatch of bad) if (await rewrite(lane, source, mismatch)) repaired.push(mismatch);
  return repaired;
}

async function rewrite(
  { target }: Lane,
  source: SeenSource,
  { atByte, lengthBytes }: Mismatch,
): Promise<boolean> {
  const memory = alignedBytes(PIECE_BYTES * 2);
  const wanted = memory.subarray(0, PIECE_BYTES);
  const found = memory.subarray(PIECE_BYTES);
  const endByte = atByte + lengthBytes;
  for (let at = atByte - (atByte % PIECE_BYTES); at < endByte; at += PIECE_BYTES) {
    const sizeBytes = Math.min(PIECE_BYTES, source.sizeBytes - at);
    const paddedBytes = Math.ceil(sizeBytes / target.blockBytes) * target.blockBytes;
    await source.read(at, wanted.subarray(0, sizeBytes));
    wanted.fill(0, sizeBytes, paddedBytes);
    await target.write(at, wanted.subarray(0, paddedBytes));
    await target.flush();
    await target.read(at, found.subarray(0, paddedBytes));
    if (Buffer.compare(wanted.subarray(0, paddedBytes), found.subarray(0, paddedBytes)) !== 0) return false;
  }
  return true;
}
