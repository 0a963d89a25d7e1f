import { Failure } from '../../contract/failure/failure.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import type { ByteStream } from '../../contract/ports/image.ts';

export interface StreamAround {
  readonly path: string;
  readonly sizeBytes: number | undefined;
  readonly leastBytes?: number | undefined;
  /** After the last byte was given. */
  readonly settle?: () => Promise<void>;
  /** Ends every wait, with its reason. */
  readonly signal: AbortSignal;
  readonly close: () => Promise<void>;
}

/**
 * Pieces of any length as a ByteStream. A size known beforehand is held to: a stream that is shorter or longer fails.
 */
export function streamOf(
  pieces: AsyncGenerator<Uint8Array, void, void>,
  { path, sizeBytes, leastBytes, settle, close, signal }: StreamAround,
): ByteStream {
  let left: Uint8Array = new Uint8Array(0);
  let givenBytes = 0;
  const refill = async (): Promise<boolean> => {
    while (left.length === 0) {
      const { value, done } = await orStopped(pieces.next(), signal);
      if (done) return false;
      left = value;
    }
    return true;
  };
  return {
    sizeBytes,
    leastBytes,
    async readNext(into) {
      let doneBytes = 0;
      while (doneBytes < into.length && (await refill())) {
        const part = left.subarray(0, into.length - doneBytes);
        into.set(part, doneBytes);
        left = left.subarray(part.length);
        doneBytes += part.length;
      }
      givenBytes += doneBytes;
      holdTo(sizeBytes, givenBytes, doneBytes < into.length, path);
      return doneBytes;
    },
    async settle() {
      // What stands behind the last byte is checked only when somebody looks there.
      while (await refill()) {
        givenBytes += left.length;
        left = new Uint8Array(0);
        holdTo(sizeBytes, givenBytes, false, path);
        if (sizeBytes === undefined) throw new Failure('internal', { problem: 'settled-before-end' });
      }
      holdTo(sizeBytes, givenBytes, true, path);
      await settle?.();
    },
    async close() {
      await close();
      // It may be waiting for bytes that never come.
      void pieces.return().catch(() => undefined);
    },
  };
}

/** @throws Failure `source-truncated`, `source-damaged` */
function holdTo(sizeBytes: number | undefined, givenBytes: number, ended: boolean, path: string): void {
  if (sizeBytes === undefined) return;
  if (givenBytes > sizeBytes)
    throw sourceDamaged(path, { reason: 'longer-than-announced', announcedBytes: sizeBytes });
  if (ended && givenBytes < sizeBytes)
    throw new Failure('source-truncated', { path, expectedBytes: sizeBytes, foundBytes: givenBytes });
}

/** Rejects as soon as the signal comes; the work is left to itself. */
async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const stopped = Promise.withResolvers<never>();
  const stop = (): void => stopped.reject(signal.reason);
  signal.addEventListener('abort', stop);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
