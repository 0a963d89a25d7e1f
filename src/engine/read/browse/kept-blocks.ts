import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';

/** Inodes of a folder stand together; 64 such stretches are 4 MiB. */
const STRETCH_BYTES = 64 << 10;
const MOST_KEPT = 64;

/** Small reads answered from stretches that are kept, the oldest given up first. What is given back is only to be looked at. */
export function keptBlocks(bytes: ReadAt): ReadAt {
  const kept = new Map<number, Uint8Array>();
  const stretch = async (number: number): Promise<Uint8Array> => {
    const known = kept.get(number);
    if (known) return known;
    const found = await bytes(number * STRETCH_BYTES, STRETCH_BYTES);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(number, found);
    return found;
  };
  return async (atByte, lengthBytes) => {
    const number = Math.floor(atByte / STRETCH_BYTES);
    const from = atByte - number * STRETCH_BYTES;
    if (from + lengthBytes > STRETCH_BYTES) return bytes(atByte, lengthBytes);
    // A bad sector further on is none of what was asked for.
    const whole = await stretch(number).catch(() => undefined);
    return whole ? whole.subarray(from, from + lengthBytes) : bytes(atByte, lengthBytes);
  };
}
