import type { UnreadFacts } from '../failure/damage-reasons.ts';

/**
 * A checksum file inside an image, compared with the files it lists; part of a job's report. The counts are numbers of its lines; the
 * lists hold the first 20.
 */
export interface ListVerdict {
  /** Its path in the image: `/md5sum.txt`. */
  readonly checksumFile: string;
  readonly agreeing: number;
  readonly differing: number;
  /** Files that are not in the image. */
  readonly missing: number;
  readonly notUnderstood: number;
  /** `found` is absent if the file could not be read; `because` says why, and `problem` the same as a sentence. */
  readonly firstDiffering: readonly {
    readonly path: string;
    readonly expected: string;
    readonly found?: string;
    readonly problem?: string;
    readonly because?: UnreadFacts;
  }[];
  readonly firstMissing: readonly string[];
  /** Line numbers, from 1. */
  readonly firstNotUnderstood: readonly number[];
  /** Boot loaders that agree except where their place on the medium was patched in; they count as agreeing. */
  readonly bootPatched?: readonly string[];
  /** It lists a checksum of itself, which cannot be right and was ignored. */
  readonly namesItself?: boolean;
}
