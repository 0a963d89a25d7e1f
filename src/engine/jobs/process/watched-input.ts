import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { InputWatch } from './input-worker.ts';
import { STOP_UNHEARD_MS } from './stop-watch.ts';

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
 */
export function watchedInput(patienceMs = STOP_UNHEARD_MS): WatchedInput {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setInterval(() => Atomics.add(beats, 0, 1), TICK_MS).unref();
  const input = new Readable({ read: () => undefined });
  const worker = new Worker(workerUrl(), {
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
    if (!input.readableEnded) input.push(null);
  };
  worker.on('message', (bytes: Uint8Array | null) => (bytes ? input.push(bytes) : end()));
  worker.on('error', end);
  return { input, closed: new Promise((resolve) => input.once('end', resolve).once('close', resolve)) };
}

function workerUrl(): URL {
  const name = import.meta.url.endsWith('.ts') ? './input-worker.ts' : './input-worker.js';
  return new URL(name, import.meta.url);
}
