import type { CompressionFacts } from './compression-reasons.ts';
import type { FoundPartition } from './found-partition.ts';
import type { VolumeLimitFacts } from './volume-limits.ts';

/** Failures of what unpacks, and reads file systems. */
export interface ReadingFailures {
  /** Compressed in a way that is sound but not supported. `instead`: a sentence. */
  'compression-unsupported': { path: string; what: string; instead?: string; because?: CompressionFacts };
  /** A file system, or something in it, that is sound and not read here. `wayOut`: a sentence. */
  'file-system-unsupported': { path: string; what: string; wayOut?: string; because?: VolumeLimitFacts };
  /** A disk of several file systems, or without the partition `missing`: which there are. */
  'partition-choice': { path: string; partitions: readonly FoundPartition[]; missing?: number };
}
