/** A compressed file that can be looked into before it is unpacked: for its size, for its table of contents. */
export interface RandomAccess {
  readonly sizeBytes: number;
  /** Fewer bytes only at the end. @throws Failure `source-unreadable` */
  readAt(atByte: number, lengthBytes: number): Promise<Uint8Array>;
}
