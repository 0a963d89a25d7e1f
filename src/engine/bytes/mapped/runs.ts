import type { Readable } from '../../contract/ports/image.ts';

/** Nothing is stored for these bytes: they are zeros. `isAnything`: what stands there does not matter to anybody. */
export interface ZeroRun {
  readonly kind: 'zeros';
  readonly lengthBytes: number;
  readonly isAnything?: true;
}

/** They stand in a file as they are. */
export interface StoredRun {
  readonly kind: 'stored';
  readonly lengthBytes: number;
  readonly from: Readable;
  readonly atByte: number;
}

/** They repeat a short pattern; the first of them is its byte `skipBytes`. */
export interface FilledRun {
  readonly kind: 'filled';
  readonly lengthBytes: number;
  readonly pattern: Uint8Array;
  readonly skipBytes: number;
}

/** They stand in a block that is unpacked as a whole, from its byte `skipBytes` on. `block` is its number, for keeping it. */
export interface PackedRun {
  readonly kind: 'packed';
  readonly lengthBytes: number;
  readonly block: number;
  readonly skipBytes: number;
  unpack(): Promise<Uint8Array>;
}

/** Where the bytes from one place on come from. */
export type Run = ZeroRun | StoredRun | FilledRun | PackedRun;

/** Bytes of which it is known piece by piece where they come from: the content of a container, or one that is planned. */
export interface Mapped {
  readonly sizeBytes: number;
  /** From `atByte` on, 1 to `mostBytes` long. A promise where a table has to be read first. */
  runAt(atByte: number, mostBytes: number): Run | Promise<Run>;
}
