import { createHash } from 'node:crypto';
import { Failure } from '../ports/failure.ts';
import type { FoundChecksum } from './find-checksum.ts';

/** Something an image's bytes are held against while they pass by, from the first to the last. */
export interface Check {
  /** Where it stands that they are right: a file, or the image itself. */
  readonly from: string;
  /** It protects against accidents only: MD5 can be forged. */
  readonly isWeak: boolean;
  update(bytes: Uint8Array): void;
  /** After the last byte. @throws Failure `checksum-wrong`, `source-damaged` */
  settle(): void | Promise<void>;
}

/** A published hash of the whole file. */
export function hashCheck(path: string, { algorithm, hash, checksumFile }: FoundChecksum): Check {
  const running = createHash(algorithm);
  return {
    from: checksumFile,
    isWeak: algorithm === 'md5',
    update: (bytes) => void running.update(bytes),
    settle() {
      const found = running.digest('hex');
      if (found !== hash) throw new Failure('checksum-wrong', { path, expected: hash, found, checksumFile });
    },
  };
}
