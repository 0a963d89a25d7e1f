import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

/** Hashes ring slots in the order they are named; runs beside the loop, so that hashing and I/O use a core each. */
export type HashRequest =
  | { readonly do: 'update'; readonly offset: number; readonly lengthBytes: number }
  | { readonly do: 'so-far' }
  | { readonly do: 'restart' }
  | { readonly do: 'end' };

export type HashReply =
  | { readonly did: 'update' }
  | { readonly did: 'restart' }
  | { readonly did: 'so-far'; readonly hex: string }
  | { readonly did: 'end'; readonly hex: string };

const memory = workerData as SharedArrayBuffer;
let hash = createHash('sha256');

parentPort?.on('message', (request: HashRequest) => parentPort?.postMessage(answer(request)));

function answer(request: HashRequest): HashReply {
  switch (request.do) {
    case 'update':
      hash.update(new Uint8Array(memory, request.offset, request.lengthBytes));
      return { did: 'update' };
    case 'so-far':
      return { did: 'so-far', hex: hash.copy().digest('hex') };
    case 'restart':
      hash = createHash('sha256');
      return { did: 'restart' };
    case 'end':
      return { did: 'end', hex: hash.digest('hex') };
  }
}
