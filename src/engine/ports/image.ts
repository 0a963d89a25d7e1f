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
  /**
   * For a second look at bytes that were read before, present only where it costs little: they are probably still in
   * memory. Its `settle` throws when the source changed meanwhile.
   */
  readonly again?: Pick<Image, 'read' | 'settle'>;
  close(): Promise<void>;
  /** Ranges that a block map says hold data, in order; the rest may be anything on a target. Absent: all of it is data. */
  readonly mapped?: readonly MappedRange[] | undefined;
}

/** A run of bytes that must be on a target. */
export interface MappedRange {
  readonly atByte: number;
  readonly lengthBytes: number;
}

/**
 * Bytes that come once and in order: a compressed file, standard input, a download. Becomes the same transfer as an
 * Image; what needs a second look at the source (locating a difference exactly) is coarser.
 */
export interface ByteStream {
  /** Known beforehand only when the container says so. */
  readonly sizeBytes: number | undefined;
  /**
   * Fills `into` completely, except at the end; 0 when there is nothing more. Never called twice at once.
   *
   * @throws Failure `source-unreadable`, `source-truncated`, `source-damaged`
   */
  readNext(into: Uint8Array): Promise<number>;
  /** Present when bytes are unpacked on the way: how long, in all, the packed ones were waited for. */
  packedWaitMs?(): number;
  /** Last word after the end: throws when a checksum of the container or of the compressed file is wrong. */
  settle?(): Promise<void>;
  close(): Promise<void>;
  /** As of an Image, of the unpacked bytes. */
  readonly mapped?: readonly MappedRange[] | undefined;
}

/** Where one run of an image's bytes comes from. */
export interface Extent {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly from: 'memory' | 'file' | 'zeros' | 'bad';
  /** Path of the file inside the image's tree, or the name of the structure, when one is known. */
  readonly name?: string;
}
