import type { ReadAt } from './bytes-of.ts';

/** What is read ahead at first, and at most: folders of a medium stand beside each other. */
const LEAST_AHEAD_BYTES = 64 << 10;
const MOST_AHEAD_BYTES = 512 << 10;
/** Who goes on so near behind the last read still reads in order. */
const NEAR_BYTES = 64 << 10;

/**
 * The same bytes in fewer reads: while they are asked for in order more and more is read ahead, and one stretch is kept. What
 * cannot be read ahead is read as it was asked for. What is given back is a part of that stretch: only to be looked at.
 */
export function nearReads(bytes: ReadAt): ReadAt {
  let kept: Uint8Array = new Uint8Array(0);
  let keptAt = 0;
  let aheadBytes = 0;
  return async (atByte, lengthBytes) => {
    const from = atByte - keptAt;
    if (from >= 0 && from + lengthBytes <= kept.length) return kept.subarray(from, from + lengthBytes);
    const isNear = from >= 0 && from <= kept.length + NEAR_BYTES;
    aheadBytes = isNear ? Math.min(MOST_AHEAD_BYTES, Math.max(LEAST_AHEAD_BYTES, 2 * aheadBytes)) : 0;
    const found = await readAhead(bytes, atByte, lengthBytes, aheadBytes);
    kept = found;
    keptAt = atByte;
    return found.subarray(0, lengthBytes);
  };
}

async function readAhead(
  bytes: ReadAt,
  atByte: number,
  lengthBytes: number,
  aheadBytes: number,
): Promise<Uint8Array> {
  if (aheadBytes <= lengthBytes) return bytes(atByte, lengthBytes);
  // A bad sector further on is none of what was asked for.
  return bytes(atByte, aheadBytes).catch(() => bytes(atByte, lengthBytes));
}
