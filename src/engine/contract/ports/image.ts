import type { ByteRange } from './byte-range.ts';

/**
 * Bytes that can be read at any place: an image, a file that is looked into, the beginning of what comes in order. Whoever
 * wants ranges, and what there is of them, takes `bytesOf`.
 */
export interface Readable<Size extends number | undefined = number> {
  /** Undefined, where the type has it, when nobody knows before the end. */
  readonly sizeBytes: Size;
  /** How far from the beginning it can be read, when that is less than all. */
  readonly reachBytes?: number;
  /**
   * Fills `into` with the bytes from `atByte` on. `atByte + into.length` never exceeds `sizeBytes`.
   * Several reads may be under way at once.
   *
   * @throws Failure `source-unreadable`, `source-truncated`, `source-changed`
   */
  read(atByte: number, into: Uint8Array): Promise<void>;
}

/**
 * An Image is a known number of bytes that can be read anywhere.
 *
 * It is the one thing every source becomes: a file, a folder that was planned, a drive. The reader
 * owns the memory: `read` fills `into` completely, or fails.
 */
export interface Image extends Readable {
  /** Runs of bytes in order; together they cover `sizeBytes`. Says which file a byte belongs to. */
  extents(): Iterable<Extent>;
  /** Told of the bytes as they are used, in order, each once. What they are held against sees these and no other reading. */
  passed?(bytes: Uint8Array): void;
  /**
   * Last word after the whole image was read: throws when the source changed meanwhile. Whoever must read again for that
   * reads `seen`: it fails where a second reading is not what passed.
   */
  settle?(seen?: Readable): Promise<void>;
  close(): Promise<void>;
  /** What failures call it. */
  readonly path?: string;
  /**
   * Ranges that a block map says hold data, in order; of the rest, what is zeros here may be anything on a target. Absent: all
   * of it is data.
   */
  readonly mapped?: readonly ByteRange[] | undefined;
}

/**
 * Bytes that come once and in order: a compressed file, standard input, a download. Becomes the same transfer as an
 * Image; what needs a second look at the source (locating a difference exactly) is coarser.
 */
export interface ByteStream {
  /** Known beforehand only when the container says so. */
  readonly sizeBytes: number | undefined;
  /** Where the size is not known: it is no less than this. */
  readonly leastBytes?: number | undefined;
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
  readonly mapped?: readonly ByteRange[] | undefined;
}

/** What a transfer reads: an image, anywhere and again, or bytes that come once. */
export type Source = Image | ByteStream;

/** The only place that tells the two from each other. */
export function isImage(source: Source): source is Image {
  return 'read' in source;
}

/** Where one run of an image's bytes comes from. */
export interface Extent {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly from: 'memory' | 'file' | 'zeros' | 'bad';
  /** Path of the file inside the image's tree, or the name of the structure, when one is known. */
  readonly name?: string;
}
