import { createHash } from 'node:crypto';
import { type TreeHash, TreeHasher } from '../receipt/tree-hash.ts';

/** Of everything that was hashed. */
export interface Digest {
  readonly sha256: string;
  /** A hash for each piece, when that was asked for. */
  readonly tree?: TreeHash;
}

/** SHA-256 of bytes as they come, and of their pieces where that is asked for. */
export class RunningDigest {
  readonly #withTree: boolean;
  #hash = createHash('sha256');
  #tree: TreeHasher | undefined;

  constructor(withTree: boolean) {
    this.#withTree = withTree;
    this.restart();
  }

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#tree?.update(bytes);
  }

  /** Forgets everything given so far. */
  restart(): void {
    this.#hash = createHash('sha256');
    this.#tree = this.#withTree ? new TreeHasher() : undefined;
  }

  finish(): Digest {
    const sha256 = this.#hash.digest('hex');
    return { sha256, ...(this.#tree && { tree: this.#tree.finish() }) };
  }
}
