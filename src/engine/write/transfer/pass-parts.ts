import type { Needs } from './block-map-filter.ts';
import type { PieceDigests } from './digests.ts';
import type { HashFeed } from './hash-feed.ts';
import type { Lane } from './lane.ts';
import type { LaneResult } from './mismatches.ts';
import type { ProgressReporter } from './progress-reporter.ts';
import type { Ring } from './ring.ts';
import type { Digest } from './running-digest.ts';
import type { SeenSource } from './seen-source.ts';
import type { TransferJob } from './transfer-job.ts';

/** What all steps of a transfer share. */
export interface Pass {
  readonly job: TransferJob;
  readonly ring: Ring;
  readonly lanes: readonly Lane[];
  readonly results: readonly LaneResult[];
  /** Of the source as it passed: what targets, and every other reading of the source, are held against. */
  readonly digests: PieceDigests;
  /** The source, when it can be read again. */
  readonly seen?: SeenSource;
  /** What the targets must hold, when that is not everything. */
  readonly needs?: Needs;
  readonly hash: HashFeed;
  readonly reporter: ProgressReporter;
  /** Of the source, once it was hashed to its end. */
  digest?: Digest | undefined;
}
