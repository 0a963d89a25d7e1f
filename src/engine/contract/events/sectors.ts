/** An image that counts in sectors of another size than a drive has. */
export interface SectorMismatch {
  readonly target: string;
  readonly imageBytes: number;
  readonly driveBytes: number;
}
