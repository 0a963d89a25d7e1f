import type { ForeignName } from '../../../contract/events/foreign-name.ts';

/** What its beginning says of it. */
export interface ForeignVolume {
  readonly name: ForeignName;
  readonly label?: string;
  /** As it says itself; absent where it does not. */
  readonly sizeBytes?: number;
}

/** One way to tell a volume by its beginning. */
export interface Probe {
  /** It is asked only when so much is there. */
  readonly needsBytes: number;
  readonly look: (head: Uint8Array) => ForeignVolume | undefined;
}
