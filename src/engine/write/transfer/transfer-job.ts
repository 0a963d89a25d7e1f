import type { JobFact } from '../../contract/events/events.ts';
import type { Clock } from '../../contract/ports/clock.ts';
import type { Source } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import type { Gate } from './gate.ts';

export interface TransferJob {
  readonly source: Source;
  readonly targets: readonly Target[];
  /** False: only read and compare (`verify`). */
  readonly write: boolean;
  readonly verify: boolean;
  /** SHA-256 of the source on the way. */
  readonly hash: boolean;
  /** With `hash`: one for each piece as well, for a receipt. */
  readonly tree?: boolean;
  /** Read each target first and write only what differs. */
  readonly delta?: boolean;
  /** For each target whether it is known to hold zeros everywhere: then zeros are not written. */
  readonly zeroed?: readonly boolean[];
  /** For each target the place before which an earlier run made everything safe. */
  readonly resumeAtBytes?: readonly number[];
  /** Everything was read: last chance to refuse, before any target gets its head and so becomes usable. */
  readonly approve?: (sha256: string | undefined) => Promise<void>;
  /**
   * Nobody sees the only target before it is proved (an output file). So what need only be known by then is done while it
   * is read back: the SHA-256 is taken of the bytes read back, and the source is looked at for the last time.
   */
  readonly unseenUntilProved?: boolean;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** The job wrote the targets' ends itself: what stands behind the source is no remainder of what was there before. */
  readonly hasOwnEnd?: boolean;
  readonly onFact: (fact: JobFact) => void;
}
