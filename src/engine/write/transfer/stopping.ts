import type { Lane } from './lane.ts';

/** How long a stop waits for requests that a dying drive does not answer. */
const STOP_PATIENCE_MS = 10_000;

/** Rejects with the signal's reason as soon as it comes; `work` goes on and is waited for elsewhere. */
export async function untilStopped(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  const stopped = Promise.withResolvers<never>();
  const stop = (): void => stopped.reject(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    await Promise.race([work, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** What `work` gives; undefined when a stop came and it did not end for a while after that. */
export async function withinStop<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  const patience = untilAborted(signal, over.signal).then(() => waitMs(STOP_PATIENCE_MS, over.signal));
  try {
    return await Promise.race([work, patience.then(() => undefined)]);
  } finally {
    over.abort();
  }
}

function untilAborted(signal: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over });
  });
}

export async function abandonFailed(lanes: readonly Lane[]): Promise<void> {
  await Promise.all(lanes.map((lane) => (lane.failure ? lane.abandon() : undefined)));
}

/** Lets what is under way come to its end, then closes. A drive that does not answer is given up after a while. */
export async function abandonAll(lanes: readonly Lane[]): Promise<void> {
  await letGo(lanes);
  await Promise.all(lanes.map((lane) => lane.abandon()));
}

/** Nothing new is begun; waits, not for ever, for what is under way. */
export async function letGo(takers: readonly Pick<Lane, 'queue' | 'drain'>[]): Promise<void> {
  const patience = new AbortController();
  for (const { queue } of takers) queue.shut();
  const settled = Promise.all(takers.map((taker) => taker.drain()));
  await Promise.race([settled, waitMs(STOP_PATIENCE_MS, patience.signal)]);
  patience.abort();
}

function waitMs(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
