import type { ByteRange } from './byte-range.ts';
import type { DriveFit } from './drive-fit.ts';

/**
 * Bytes that can be read at any place: an image, a file that is examined, the beginning of a stream. To read ranges,
 * as far as they exist, use `bytesOf`.
 */
export interface Readable<Size extends number | undefined = number> {
  /** Undefined, where the type allows it, if it is not known before the end. */
  readonly sizeBytes: Size;
  /** How far from the beginning it can be read, if that is less than all. */
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
 * An Image is a known number of bytes that can be read at any place.
 *
 * It is the one thing every source becomes: a file, a folder that was planned, a drive. The reader
 * owns the memory: `read` fills `into` completely, or fails.
 */
export interface Image extends Readable {
  /** Runs of bytes in order; together they cover `sizeBytes`. Says which file a byte belongs to. */
  extents(): Iterable<Extent>;
  /** Receives the bytes as they are used, in order, each once. Whatever checks them sees these, not another reading. */
  passed?(bytes: Uint8Array): void;
  /**
   * Called after the whole image was read: throws if the source has changed. Whatever has to read again for that
   * reads `seen`, which fails where a second reading differs from what passed.
   */
  settle?(seen?: Readable): Promise<void>;
  close(): Promise<void>;
  /** What failures call it. */
  readonly path?: string;
  /**
   * Ranges that hold data according to a block map, in order; in the rest, zeros here may be anything on a target. Absent: all
   * of it is data.
   */
  readonly mapped?: readonly ByteRange[] | undefined;
  /** So many bytes from there on are zeros that are recorded nowhere, and need not be read; 0: none. Absent: nobody knows. */
  zerosAt?(atByte: number, mostBytes: number): number | Promise<number>;
  /** Of an image that is laid out for drives of several sizes: how it stands on one of this size. */
  fitTo?(capacityBytes: number): DriveFit;
}

/**
 * Bytes that come only once, in order: a compressed file, standard input, a download. Transferred like an
 * Image; what needs a second look at the source (locating a difference exactly) is coarser.
 */
export interface ByteStream {
  /** Known beforehand only when the container says so. */
  readonly sizeBytes: number | undefined;
  /** If the size is not known: it is at least this. */
  readonly leastBytes?: number | undefined;
  /**
   * Fills `into` completely, except at the end; 0 when there is nothing more. Never called twice at once.
   *
   * @throws Failure `source-unreadable`, `source-truncated`, `source-damaged`
   */
  readNext(into: Uint8Array): Promise<number>;
  /** Present if bytes are unpacked on the way: how long, in total, the compressed ones were waited for. */
  packedWaitMs?(): number;
  /** Called after the end: throws if a checksum of the container or of the compressed file is wrong. */
  settle?(): Promise<void>;
  close(): Promise<void>;
  /** As of an Image, of the unpacked bytes. */
  readonly mapped?: readonly ByteRange[] | undefined;
}

/** What a transfer reads: an image, at any place and repeatedly, or bytes that come only once. */
export type Source = Image | ByteStream;

/** The only place that tells the two apart. */
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
