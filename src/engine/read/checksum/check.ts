import { createHash } from 'node:crypto';
import { Failure } from '../../contract/failure/failure.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { isWeakAlgorithm } from './algorithms.ts';
import type { FoundChecksum } from './found-checksum.ts';

/** Something an image's bytes are held against while they pass by, from the first to the last. */
export interface Check {
  /** Where it stands that they are right: a file, or the image itself. */
  readonly from: string;
  /** It protects against accidents only: MD5 can be forged. */
  readonly isWeak: boolean;
  /** It came over plain http as the image did: it protects against accidents only, whatever its algorithm. */
  readonly isOpenToAll?: boolean | undefined;
  /** It says itself what came out, and counts as no checksum: a signature. */
  readonly isSilent?: true;
  /** Where a promise comes back, more is given when it has resolved. */
  update(bytes: Uint8Array): void | Promise<void>;
  /**
   * After the last byte. What has to be read once more is read from `seen`, which gives what passed or fails.
   *
   * @throws Failure `checksum-wrong`, `source-damaged`, `source-changed`
   */
  settle(seen?: Readable): void | Promise<void>;
  /** Nobody will ask any more; called also after `settle`. */
  leave?(): void;
}

/** A published hash of the whole file. */
export function hashCheck(
  path: string,
  { algorithm, hash, checksumFile, isOpenToAll }: FoundChecksum,
): Check {
  const running = createHash(algorithm);
  return {
    from: checksumFile,
    isWeak: isWeakAlgorithm(algorithm) || isOpenToAll === true,
    isOpenToAll,
    update: (bytes) => void running.update(bytes),
    settle() {
      const found = running.digest('hex');
      if (found !== hash) throw new Failure('checksum-wrong', { path, expected: hash, found, checksumFile });
    },
  };
}
