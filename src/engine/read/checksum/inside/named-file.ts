import { createHash, type Hash } from 'node:crypto';
import type { UnreadFacts } from '../../../contract/failure/damage-reasons.ts';
import type { PlacedEntry } from '../../browse/volume.ts';
import type { Algorithm } from '../algorithms.ts';

/** A file that checksum files name, by however many names: hashed once in each way that one of them asks for. */
export class NamedFile {
  readonly entry: PlacedEntry;
  /** What went wrong when it was read. */
  problem: UnreadFacts | undefined;
  readonly #hashes = new Map<Algorithm, Hash | undefined>();
  readonly #digests = new Map<Algorithm, string>();

  constructor(entry: PlacedEntry) {
    this.entry = entry;
  }

  wants(algorithm: Algorithm): void {
    this.#hashes.set(algorithm, undefined);
  }

  get algorithms(): readonly Algorithm[] {
    return [...this.#hashes.keys()];
  }

  /** The next bytes. */
  update(bytes: Uint8Array): void {
    for (const [algorithm, hash] of this.#hashes) this.#begun(algorithm, hash).update(bytes);
  }

  /** Begins anew. */
  reset(): void {
    this.problem = undefined;
    this.#digests.clear();
    for (const algorithm of this.#hashes.keys()) this.#hashes.set(algorithm, undefined);
  }

  /** All bytes were there. */
  end(): void {
    for (const [algorithm, hash] of this.#hashes) {
      this.#digests.set(algorithm, this.#begun(algorithm, hash).digest('hex'));
      this.#hashes.set(algorithm, undefined);
    }
  }

  /** Hex, once the file was read to its end. */
  digest(algorithm: Algorithm): string | undefined {
    return this.#digests.get(algorithm);
  }

  /** Memory is taken for files that are being read, not for all. */
  #begun(algorithm: Algorithm, hash: Hash | undefined): Hash {
    const begun = hash ?? createHash(algorithm);
    this.#hashes.set(algorithm, begun);
    return begun;
  }
}

/** Its bytes come in their order when the image is read from its beginning, as they are, and all of them. */
export function comesInOrder({ runs, packing }: PlacedEntry, imageBytes: number): boolean {
  let nextByte = 0;
  return (
    packing === undefined &&
    runs.every(({ atByte = -1, lengthBytes }) => {
      const follows = atByte >= nextByte;
      nextByte = atByte + lengthBytes;
      return follows && nextByte <= imageBytes;
    })
  );
}
