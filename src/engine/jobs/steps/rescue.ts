import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import type { ReadSums } from '../../read/rescue/read-sums.ts';
import type { Acquired } from './acquire-medium.ts';
import type { OpenSinks } from './begin-sinks.ts';
import type { MediumHands } from './medium-hands.ts';
import type { RunningProof } from './prove-rescued.ts';
import type { StartedMap } from './rescue-map.ts';
import type { RescuedFiles } from './rescued-files.ts';
import type { WantedSession } from './wanted-session.ts';

/** A medium that is about to be read, with everything it is read to. */
export interface Rescue {
  readonly plan: ReadPlan;
  readonly medium: Medium;
  readonly hands: MediumHands;
  readonly open: OpenSinks;
  readonly session: WantedSession | undefined;
  readonly begun: StartedMap;
  readonly mapPath: string | undefined;
  /** Where the map is: through the open folder of the image beside it, which may be moved. */
  readonly mapAt: string | undefined;
  readonly imagePath: string;
  /** The image does not have its name yet; undefined where there is none. */
  readonly isPartial: boolean | undefined;
  readonly startedAtMs: number;
}

/** The same once it was read, as far as that went. */
export interface Read extends Rescue {
  readonly acquired: Acquired;
  readonly sums: ReadSums;
  readonly givenBytes: number;
  /** What is made of each image file, in their order. */
  readonly files: readonly RescuedFiles[];
}

/** The same where nothing is missing. */
export interface Finished extends Read {
  /** It began behind the reading. */
  readonly proof: RunningProof | undefined;
}
