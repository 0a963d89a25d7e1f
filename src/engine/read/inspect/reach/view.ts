import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';

/** What claims are looked for in. */
export interface ReachView {
  /** Places that cannot be seen are left out. */
  readonly bytes: ReadAt;
  /** Undefined while nobody knows. */
  readonly sizeBytes: number | undefined;
}
