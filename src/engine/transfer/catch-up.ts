import type { Image } from '../ports/image.ts';
import type { Gate } from './gate.ts';
import type { Lane } from './lane.ts';
import { readAhead } from './read-ahead.ts';
import { makeRing } from './ring.ts';

const SLOTS = 4;
const SLOT_BYTES = 1 << 20;

/**
 * A lane much slower than the others reads the rest of the image for itself, from a small ring of its own, so that
 * the others need not wait for it. Resolves when it has reached the end.
 */
export async function catchUp(
  lane: Lane,
  image: Image,
  fromByte: number,
  { gate, signal }: { gate: Gate; signal: AbortSignal },
): Promise<void> {
  const chunks = readAhead((atByte, into) => image.read(atByte, into), {
    fromByte,
    sizeBytes: image.sizeBytes,
    readBlockBytes: 1,
    padBlockBytes: lane.target.blockBytes,
    ring: makeRing(SLOTS, SLOT_BYTES),
    inFlight: 2,
    gate,
    signal,
  });
  try {
    for await (const chunk of chunks) {
      lane.push(chunk);
      chunk.slot.release();
      if (lane.queue.isShut) return;
    }
  } catch (error) {
    if (!signal.aborted) lane.fail(error);
  }
}

/** Chunks the slowest lane holds back while every other lane has nothing left to do. */
const HELD_BACK_CHUNKS = 5;
/** So long the others wait for it before it is left behind. */
const PATIENCE_MS = 1500;

/** Finds the lane that everybody else waits for. */
export class LaggardWatch {
  readonly #waitedMs = new Map<Lane, number>();

  /** Told of every wait for a free slot; returns the lane to leave behind, once. */
  waited(lanes: readonly Lane[], slotMs: number): Lane | undefined {
    const working = lanes.filter(({ failure }) => !failure);
    const slowest = working.reduce<Lane | undefined>(longer, undefined);
    if (working.length < 2 || !slowest || slowest.queue.length < HELD_BACK_CHUNKS) return undefined;
    if (working.some((lane) => lane !== slowest && lane.queue.length > 1)) return undefined;
    const waitedMs = (this.#waitedMs.get(slowest) ?? 0) + slotMs;
    this.#waitedMs.set(slowest, waitedMs);
    return waitedMs > PATIENCE_MS ? slowest : undefined;
  }
}

function longer(a: Lane | undefined, b: Lane): Lane {
  return a && a.queue.length >= b.queue.length ? a : b;
}
