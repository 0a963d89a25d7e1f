import type { Algorithm } from './algorithms.ts';

/** A checksum for a file, and where it stands. */
export interface FoundChecksum {
  readonly algorithm: Algorithm;
  readonly hash: string;
  readonly checksumFile: string;
  /** It came the same open way as what it is about. */
  readonly isOpenToAll?: boolean;
}
