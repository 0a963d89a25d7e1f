import type { Image } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';

/** What a few places say about a target that is to hold an image. */
export interface DeltaSample {
  readonly places: number;
  readonly differing: number;
}

const PLACES = 48;
/** As `--delta` compares. */
const PIECE_BYTES = 64 << 10;
/** A drive that is this slow is not kept waiting for. */
const LIMIT_MS = 3_000;

/**
 * Reads one random place in each of 48 equal stretches of the image, there and on the target, and counts those that
 * differ: within 15 of 100 of the share of all pieces, 19 times out of 20. Ends early after three seconds.
 *
 * @throws Failure of the source or the target
 */
export async function sampleDelta(
  source: Image,
  target: Target,
  {
    random = Math.random,
    nowMs = Date.now,
  }: { readonly random?: () => number; readonly nowMs?: () => number } = {},
): Promise<DeltaSample> {
  const pieces = Math.floor(Math.min(source.sizeBytes, target.capacityBytes) / PIECE_BYTES);
  const count = Math.min(PLACES, pieces);
  // O_DIRECT wants memory that begins on a page.
  const memory = alignedBytes(2 * PIECE_BYTES);
  const there = memory.subarray(0, PIECE_BYTES);
  const wanted = memory.subarray(PIECE_BYTES);
  const untilMs = nowMs() + LIMIT_MS;
  let places = 0;
  let differing = 0;
  while (places < count && nowMs() < untilMs) {
    const piece = Math.floor(((places + random()) * pieces) / count);
    await Promise.all([source.read(piece * PIECE_BYTES, wanted), target.read(piece * PIECE_BYTES, there)]);
    places++;
    if (Buffer.compare(there, wanted) !== 0) differing++;
  }
  return { places, differing };
}
