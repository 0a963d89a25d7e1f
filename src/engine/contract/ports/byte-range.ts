/** A run of bytes, on a drive or in an image. */
export interface ByteRange {
  readonly atByte: number;
  readonly lengthBytes: number;
}
