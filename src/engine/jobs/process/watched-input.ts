import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../host/tools/own-parts.ts';
import type { InputWatch } from './input-worker.ts';
import { readOwnInput } from './own-input.ts';
import { STOP_UNHEARD_MS } from './stop-watch.ts';

/** The argument by which a job process learns that no viewer may end it. */
export const NOBODY_ENDS_IT = '--nobody-ends-it';
/** What any viewer may end needs no thread for as long as a short job takes: to start one takes 0.03 s. */
export const UNWATCHED_MS = 1000;

/** A job's standard input, and when it ended. */
export interface WatchedInput {
  readonly input: Readable;
  readonly closed: Promise<void>;
}

const TICK_MS = 500;

/**
 * Standard input of a job process, read in a thread of its own. A stop that comes in while this thread is lost in something that
 * has no end (a pattern on hostile text) would be heard by nobody: the other thread waits for this one to turn its event loop,
 * and ends the process when it does not. That works through sudo too, where no viewer may end anything. What was made safe is in
 * the journal by then, as after any other death.
 *
 * @param patienceMs after which a stop counts as not heard
 * @param unwatchedMs for so long this thread reads by itself
 */
export function watchedInput(patienceMs = STOP_UNHEARD_MS, unwatchedMs = 0): WatchedInput {
  const input = new Readable({ read: () => undefined });
  const end = (): void => {
    if (!input.readableEnded) input.push(null);
  };
  const watch = (): void => startWatch(input, end, patienceMs);
  if (unwatchedMs > 0) readOwnInput({ input, end, forMs: unwatchedMs, passOn: watch });
  else watch();
  return { input, closed: new Promise((resolve) => input.once('end', resolve).once('close', resolve)) };
}

function startWatch(input: Readable, onEnd: () => void, patienceMs: number): void {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setInterval(() => Atomics.add(beats, 0, 1), TICK_MS).unref();
  const worker = new Worker(workerUrl('input-worker', import.meta.url), {
    workerData: {
      beats,
      tickMs: TICK_MS,
      patienceTicks: Math.ceil(patienceMs / TICK_MS),
    } satisfies InputWatch,
    execArgv: [],
  });
  // Like any standard input it holds the process until it ends, and not longer.
  const end = (): void => {
    worker.unref();
    onEnd();
  };
  worker.on('message', (bytes: Uint8Array | null) => (bytes ? input.push(bytes) : end()));
  worker.on('error', end);
}
