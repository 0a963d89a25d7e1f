import type { RefusalFacts } from '../../engine/contract/failure/refusal-reasons.ts';
import type { DriveRefusalCode } from '../../engine/contract/ports/drive.ts';

/** Something that makes use of devices: every drive below them must be left alone. */
export interface Use {
  readonly code: DriveRefusalCode;
  /** Devices it uses directly. */
  readonly blocks: readonly string[];
  /** `place` is the part of the drive that is meant, `sda2`. */
  readonly why: (place: string) => RefusalFacts;
  /** For `mounted`: where. */
  readonly at?: string;
}
