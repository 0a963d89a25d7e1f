import type { Chunks } from '../decode/input.ts';

/** Chunks on their way, for somebody who may come a little late: what passed already is told then. */
export interface WatchedChunks {
  readonly chunks: AsyncGenerator<Uint8Array, void, void>;
  /** How long they were waited for, in all. */
  waitMs(): number;
  /** From the first chunk on; or nobody wants to know. Must be called once. */
  watch(onChunk: ((chunk: Uint8Array) => void | Promise<void>) | undefined): void;
}

export function watchedChunks(chunks: Chunks): WatchedChunks {
  const early: Uint8Array[] = [];
  let waitMs = 0;
  let tell: (chunk: Uint8Array) => void | Promise<void> = (chunk) => void early.push(chunk);
  return {
    chunks: passed(),
    waitMs: () => waitMs,
    watch(onChunk) {
      tell = onChunk ?? (() => undefined);
      for (const chunk of early.splice(0)) void tell(chunk);
    },
  };

  async function* passed(): AsyncGenerator<Uint8Array, void, void> {
    for (let next = await timed(); !next.done; next = await timed()) {
      await tell(next.value);
      yield next.value;
    }
  }

  async function timed(): Promise<IteratorResult<Uint8Array, void>> {
    const startedAt = performance.now();
    const next = await chunks.next();
    waitMs += performance.now() - startedAt;
    return next;
  }
}
