import { asFailure } from '../../contract/failure/failure.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import { readAhead } from './read-ahead.ts';
import { makeRing } from './ring.ts';
import { demandSame } from './seen-source.ts';
import type { Taker } from './taker.ts';

const SLOTS = 4;
const SLOT_BYTES = 1 << 20;

/**
 * A taker much slower than the others reads the rest of the image for itself, from a small ring of its own, so that
 * the others need not wait for it. It never overtakes them, and takes nothing but what passed there. Resolves when it has
 * reached the end.
 *
 * @throws Failure `source-changed`
 */
export async function catchUp(
  taker: Taker,
  image: Image,
  fromByte: number,
  { gate, signal, digests }: { gate: Gate; signal: AbortSignal; digests: PieceDigests },
): Promise<void> {
  const chunks = readAhead((atByte, into) => image.read(atByte, into), {
    fromByte,
    sizeBytes: image.sizeBytes,
    readBlockBytes: 1,
    padBlockBytes: taker.target.blockBytes,
    ring: makeRing(SLOTS, SLOT_BYTES),
    inFlight: 2,
    gate,
    signal,
  });
  try {
    for await (const chunk of chunks) {
      await digests.whenRecorded(chunk.atByte + chunk.bytes.length, signal);
      signal.throwIfAborted();
      demandSame(image, digests, chunk.atByte, chunk.bytes);
      taker.push(chunk);
      chunk.slot.release();
      if (taker.queue.isShut) return;
    }
  } catch (error) {
    if (signal.aborted) return;
    if (asFailure(error).code === 'source-changed') throw error;
    taker.fail(error);
  }
}

/** Chunks the slowest holds back while every other has nothing left to do. */
const HELD_BACK_CHUNKS = 5;
/** So long the others wait for it before it is left behind. */
const PATIENCE_MS = 1500;

/** Finds the taker that everybody else waits for. */
export class LaggardWatch {
  readonly #waitedMs = new Map<Taker, number>();

  /** Told of every wait for a free slot; returns the one to leave behind, once. */
  waited(takers: readonly Taker[], slotMs: number): Taker | undefined {
    const working = takers.filter(({ failure }) => !failure);
    const slowest = working.reduce<Taker | undefined>(longer, undefined);
    if (working.length < 2 || !slowest || slowest.queue.length < HELD_BACK_CHUNKS) return undefined;
    if (working.some((taker) => taker !== slowest && taker.queue.length > 1)) return undefined;
    const waitedMs = (this.#waitedMs.get(slowest) ?? 0) + slotMs;
    this.#waitedMs.set(slowest, waitedMs);
    return waitedMs > PATIENCE_MS ? slowest : undefined;
  }
}

function longer(a: Taker | undefined, b: Taker): Taker {
  return a && a.queue.length >= b.queue.length ? a : b;
}
