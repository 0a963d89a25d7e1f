/** Whose rules for identifiers and order hold. `other`: a character set we do not know. */
export type VolumeKind = 'primary' | 'joliet' | 'enhanced' | 'other';

/** A volume descriptor as far as the check needs it. */
export interface Volume {
  readonly kind: VolumeKind;
  /** Its tree is told beside the primary one. */
  readonly isSecond: boolean;
  readonly atByte: number;
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
  readonly blockBytes: number;
  readonly pathTableBytes: number;
  readonly lTableLba: number;
  readonly mTableLba: number;
  readonly rootLba: number;
}

/** A directory as it was found in its parent. */
export interface FoundDirectory {
  readonly lba: number;
  readonly lengthBytes: number;
  readonly parentLba: number;
  readonly parentBytes: number;
  readonly identifier: Uint8Array;
  readonly atByte: number;
  /** The root is at 1. */
  readonly level: number;
}
