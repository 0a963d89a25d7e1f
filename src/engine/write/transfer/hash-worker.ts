import { parentPort, workerData } from 'node:worker_threads';
import { type Digest, RunningDigest } from './running-digest.ts';

/** Hashes ring slots in the order they are named; runs beside the loop, so that hashing and I/O use a core each. */
export type HashRequest =
  | { readonly do: 'update'; readonly offset: number; readonly lengthBytes: number }
  | { readonly do: 'restart' }
  | { readonly do: 'end' };

export type HashReply =
  | { readonly did: 'update' }
  | { readonly did: 'restart' }
  | ({ readonly did: 'end' } & Digest);

export interface HashWork {
  readonly memory: SharedArrayBuffer;
  readonly withTree: boolean;
}

const { memory, withTree }: HashWork = workerData;
const digest = new RunningDigest(withTree);

parentPort?.on('message', (request: HashRequest) => parentPort?.postMessage(answer(request)));

function answer(request: HashRequest): HashReply {
  switch (request.do) {
    case 'update':
      digest.update(new Uint8Array(memory, request.offset, request.lengthBytes));
      return { did: 'update' };
    case 'restart':
      digest.restart();
      return { did: 'restart' };
    case 'end':
      return { did: 'end', ...digest.finish() };
  }
}
