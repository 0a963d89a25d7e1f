/**
 * An Image is a known number of bytes that can be read anywhere.
 *
 * It is the one thing every source becomes: a file, a folder that was planned, a drive. The reader
 * owns the memory: `read` fills `into` completely, or fails.
 */
export interface Image {
  readonly sizeBytes: number;
  /** Runs of bytes in order; together they cover `sizeBytes`. Says which file a byte belongs to. */
  extents(): Iterable<Extent>;
  /**
   * Fills `into` with the bytes from `atByte` on. `atByte + into.length` never exceeds `sizeBytes`.
   * Several reads may be under way at once.
   *
   * @throws Failure `source-unreadable`, `source-truncated`, `source-changed`
   */
  read(atByte: number, into: Uint8Array): Promise<void>;
  /** Last word after the whole image was read: throws when the source changed meanwhile. */
  settle?(): Promise<void>;
  close(): Promise<void>;
}

/** Where one run of an image's bytes comes from. */
export interface Extent {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly from: 'memory' | 'file' | 'zeros' | 'bad';
  /** Path of the file inside the image's tree, or the name of the structure, when one is known. */
  readonly name?: string;
}
