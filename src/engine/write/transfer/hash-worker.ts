import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { type TreeHash, TreeHasher } from '../receipt/tree-hash.ts';

/** Hashes ring slots in the order they are named; runs beside the loop, so that hashing and I/O use a core each. */
export type HashRequest =
  | { readonly do: 'update'; readonly offset: number; readonly lengthBytes: number }
  | { readonly do: 'restart' }
  | { readonly do: 'end' };

export type HashReply =
  | { readonly did: 'update' }
  | { readonly did: 'restart' }
  | ({ readonly did: 'end' } & Digest);

/** Of everything that was hashed. */
export interface Digest {
  readonly sha256: string;
  /** A hash for each piece, when that was asked for. */
  readonly tree?: TreeHash;
}

export interface HashWork {
  readonly memory: SharedArrayBuffer;
  readonly withTree: boolean;
}

const { memory, withTree }: HashWork = workerData;
let hash = createHash('sha256');
let tree = newTree();

function newTree(): TreeHasher | undefined {
  return withTree ? new TreeHasher() : undefined;
}

parentPort?.on('message', (request: HashRequest) => parentPort?.postMessage(answer(request)));

function answer(request: HashRequest): HashReply {
  switch (request.do) {
    case 'update':
      update(new Uint8Array(memory, request.offset, request.lengthBytes));
      return { did: 'update' };
    case 'restart':
      hash = createHash('sha256');
      tree = newTree();
      return { did: 'restart' };
    case 'end':
      return { did: 'end', sha256: hash.digest('hex'), ...(tree && { tree: tree.finish() }) };
  }
}

function update(bytes: Uint8Array): void {
  hash.update(bytes);
  tree?.update(bytes);
}
