import type { Change } from '../../contract/plan/plan.ts';

/** What is changed of an image's files. */
export interface Edit {
  readonly changes: readonly Change[];
  /** What the job writes into a folder that comes in, paths in it. */
  ownOutputsIn(folder: string): string[];
}
