import type { Image } from '../ports/image.ts';
import type { Gate } from './gate.ts';
import { readAhead } from './read-ahead.ts';
import { makeRing } from './ring.ts';
import type { Taker } from './source-pass.ts';

const SLOTS = 4;
const SLOT_BYTES = 1 << 20;

/**
 * A taker much slower than the others reads the rest of the image for itself, from a small ring of its own, so that
 * the others need not wait for it. Resolves when it has reached the end.
 */
export async function catchUp(
  taker: Taker,
  image: Image,
  fromByte: number,
  { gate, signal }: { gate: Gate; signal: AbortSignal },
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
      taker.push(chunk);
      chunk.slot.release();
      if (taker.queue.isShut) return;
    }
  } catch (error) {
    if (!signal.aborted) taker.fail(error);
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
