/** A stretch of a volume that is in use; what lies between the pieces may hold anything. */
export interface VolumePiece {
  /** From the start of the volume. */
  readonly atByte: number;
  readonly lengthBytes: number;
  /** Absent: zeros. */
  readonly bytes?: Uint8Array | undefined;
  /** For whoever finds a difference there. */
  readonly name: string;
}
