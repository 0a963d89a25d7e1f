/**
 * How an image that is laid out for drives of several sizes stands on one of them. Everything else is the same on all, so
 * that it is read once and proved on each.
 */
export interface DriveFit {
  /** Where the drive has other bytes than the image, in order; `atByte` is a place of the image. */
  readonly patches: readonly DrivePatch[];
  /** The image's bytes from here on stand at the end of the drive; the image's size when none do. */
  readonly tailByte: number;
  /** Where what comes from `tailByte` on stands instead, in order, the first one there; absent: together, at the drive's end. */
  readonly moves?: readonly DriveMove[];
}

/** From a place of the image on, up to the next move, bytes stand at another one of the drive. */
export interface DriveMove {
  readonly atByte: number;
  readonly driveByte: number;
}

/** Equally long, and neither is all zeros. */
export interface DrivePatch {
  readonly atByte: number;
  readonly image: Uint8Array;
  readonly drive: Uint8Array;
}
