import type { Clock } from '../../contract/ports/clock.ts';
import type { Target } from '../../contract/ports/target.ts';
import type { Kept } from './skip-known.ts';

/** What a lane is made of. */
export interface LaneOptions extends Kept {
  /** Asked before each write; waits while the job is paused, and says false when it was stopped. */
  readonly mayWrite?: () => Promise<boolean>;
  /** The second copy of an old partition table, behind the image, was wiped. Absent: what stands there is left alone. */
  readonly onOldBackup?: (() => void) | undefined;
  readonly target: Target;
  readonly clock: Clock;
  /** Write only what differs. */
  readonly delta?: boolean;
  /** Everything before this place is safe on the target from an earlier run; 0 for a fresh start. */
  readonly resumeAtByte?: number;
}
