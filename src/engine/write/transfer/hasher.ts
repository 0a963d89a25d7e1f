import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../host/tools/own-parts.ts';
import type { HashReply, HashRequest, HashWork } from './hash-worker.ts';
import { type Digest, RunningDigest } from './running-digest.ts';

/** A worker takes as long to start as these bytes take to be hashed, and a core. */
const NO_WORKER_BYTES = 32 << 20;

/** SHA-256 of everything given to `update`, in that order. */
export interface Hasher {
  /** Resolves when these bytes are hashed and their slot may be used again. */
  update(bytes: Uint8Array): Promise<void>;
  /** Slots handed in and not hashed yet. */
  readonly pending: number;
  digest(): Promise<Digest>;
  /** Forgets everything given so far. */
  restart(): void;
  close(): Promise<void>;
}

/**
 * Every `update` must be a view of `memory`: much is hashed in a worker on it, little where it is.
 *
 * @param sizeBytes of all that will be given; undefined for a stream
 * @param withTree a hash for each piece as well
 */
export function startHasher(
  memory: SharedArrayBuffer,
  sizeBytes: number | undefined,
  withTree = false,
): Hasher {
  const isLittle = sizeBytes !== undefined && sizeBytes <= NO_WORKER_BYTES;
  return isLittle ? hashHere(withTree) : hashInWorker(memory, withTree);
}

function hashHere(withTree: boolean): Hasher {
  const running = new RunningDigest(withTree);
  return {
    pending: 0,
    update: async (bytes) => running.update(bytes),
    digest: async () => running.finish(),
    restart: () => running.restart(),
    close: async () => undefined,
  };
}

function hashInWorker(memory: SharedArrayBuffer, withTree: boolean): Hasher {
  const worker = new Worker(workerUrl('hash-worker', import.meta.url), {
    workerData: { memory, withTree } satisfies HashWork,
  });
  const waiting: { resolve: (reply: HashReply) => void; reject: (error: unknown) => void }[] = [];
  let pending = 0;
  let broken: unknown;

  worker.on('message', (reply: HashReply) => {
    if (reply.did === 'restart') return;
    waiting.shift()?.resolve(reply);
  });
  worker.on('error', (error) => {
    broken = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  });

  const ask = (request: HashRequest): Promise<HashReply> =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      waiting.push({ resolve, reject });
      worker.postMessage(request);
    });

  return {
    get pending() {
      return pending;
    },
    async update(bytes) {
      pending++;
      try {
        await ask({ do: 'update', offset: bytes.byteOffset, lengthBytes: bytes.length });
      } finally {
        pending--;
      }
    },
    async digest() {
      const reply = await ask({ do: 'end' });
      if (reply.did !== 'end') throw new Error(`hash-worker-answered ${reply.did}`);
      const { sha256, tree } = reply;
      return { sha256, ...(tree && { tree }) };
    },
    restart: () => worker.postMessage({ do: 'restart' } satisfies HashRequest),
    close: async () => void (await worker.terminate()),
  };
}
