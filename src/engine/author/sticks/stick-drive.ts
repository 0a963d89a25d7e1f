import type { VolumeShape } from '../volumes/plan-volume.ts';

/** A drive that a stick is planned for. */
export interface StickDrive {
  readonly name: string;
  readonly capacityBytes: number;
  /** Of a stick that is there already, and that a plan is to be compared with. */
  readonly shape?: VolumeShape;
  /** Logical blocks; absent: 512. */
  readonly sectorBytes?: number;
}
