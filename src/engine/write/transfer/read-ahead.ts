import { present } from '../../contract/failure/present.ts';
import type { Clock } from '../../contract/ports/clock.ts';
import { type ChunkPace, SMALL_CHUNK_BYTES } from './chunk-pace.ts';
import type { Gate } from './gate.ts';
import type { Ring, Slot } from './ring.ts';

/** One stretch of an image in a ring slot. Whoever takes it from the iteration releases the slot. */
export interface Chunk {
  readonly atByte: number;
  /** The image's bytes. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** The same with zeros up to the next whole block, for devices that take whole blocks only. */
  readonly padded: Uint8Array<SharedArrayBuffer>;
  readonly slot: Slot;
}

export interface ReadAhead {
  /** Where to begin; 0 unless said. */
  readonly fromByte?: number;
  readonly sizeBytes: number;
  /** Whole blocks are read when the reader is a device; 1 otherwise. */
  readonly readBlockBytes: number;
  /** Zeros are added up to this. */
  readonly padBlockBytes: number;
  readonly ring: Ring;
  /** Chunks shorter than a slot. */
  readonly pace?: ChunkPace;
  readonly inFlight: number;
  /** Stretches nobody wants are not read. */
  readonly skips?: (atByte: number, lengthBytes: number) => boolean;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** Measures waits. Default: this computer's clock. */
  readonly clock?: Pick<Clock, 'preciseMs'>;
  /** Called with the time spent waiting for the next bytes and for a free slot. */
  readonly onWait?: (waits: Waits) => void;
}

export interface Waits {
  /** For the next bytes, everything included. */
  readonly readMs: number;
  readonly slotMs: number;
  /** The part of `readMs` that went into unpacking. */
  readonly unpackMs: number;
}

interface Reading {
  readonly chunk: Chunk;
  readonly done: Promise<void>;
}

/**
 * Reads from the first byte to the last with several reads in flight, and yields the chunks in order.
 * Ends early when the consumer breaks off; then waits for the reads under way, whose memory is in use.
 */
export async function* readAhead(
  read: (atByte: number, into: Uint8Array<SharedArrayBuffer>) => Promise<void>,
  options: ReadAhead,
): AsyncGenerator<Chunk, void, void> {
  const ahead: Reading[] = [];
  let nextAt = options.fromByte ?? 0;
  const skip = (): void => {
    const { skips, sizeBytes } = options;
    const lengthBytes = (): number => Math.min(SMALL_CHUNK_BYTES, sizeBytes - nextAt);
    while (nextAt < sizeBytes && skips?.(nextAt, lengthBytes())) nextAt += lengthBytes();
  };
  const start = async (): Promise<void> => {
    const slot = await options.ring.take();
    const chunk = cut(slot, nextAt, options);
    nextAt += chunk.bytes.length;
    const into = options.readBlockBytes > 1 ? chunk.padded : chunk.bytes;
    const done = read(chunk.atByte, into);
    done.catch(() => undefined);
    ahead.push({ chunk, done });
    skip();
  };
  const nowMs = preciseOf(options.clock);
  const more = (): boolean => nextAt < options.sizeBytes && ahead.length < options.inFlight;
  skip();
  try {
    while (nextAt < options.sizeBytes || ahead.length > 0) {
      await options.gate.pass(options.signal);
      options.signal.throwIfAborted();
      const { pauses } = options.gate;
      const startedAt = nowMs();
      while (more() && (ahead.length === 0 || !options.ring.isEmpty)) await start();
      const slotAt = nowMs();
      const first = present(ahead[0]);
      await first.done;
      const waited = { slotMs: slotAt - startedAt, readMs: nowMs() - slotAt, unpackMs: 0 };
      if (options.gate.pauses === pauses) options.onWait?.(waited);
      ahead.shift();
      yield first.chunk;
    }
  } finally {
    await Promise.allSettled(ahead.map(({ done }) => done));
    for (const { chunk } of ahead) chunk.slot.release();
  }
}

/** The clock for short waits. */
export function preciseOf(clock: Pick<Clock, 'preciseMs'> | undefined): () => number {
  return clock?.preciseMs ?? (() => performance.now());
}

function cut(slot: Slot, atByte: number, { sizeBytes, padBlockBytes, pace }: ReadAhead): Chunk {
  const lengthBytes = Math.min(pace?.next() ?? slot.bytes.length, sizeBytes - atByte);
  const paddedBytes = Math.ceil(lengthBytes / padBlockBytes) * padBlockBytes;
  if (paddedBytes > lengthBytes) slot.bytes.fill(0, lengthBytes, paddedBytes);
  return {
    atByte,
    slot,
    bytes: slot.bytes.subarray(0, lengthBytes),
    padded: slot.bytes.subarray(0, paddedBytes),
  };
}
