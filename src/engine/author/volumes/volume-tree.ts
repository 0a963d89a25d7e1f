/**
 * What a volume is to hold, as rows: row 0 is the root, children of a folder stand side by side behind it, names are
 * legal and differ from each other. Nothing of it is asked twice for a byte.
 */
export interface VolumeTree {
  readonly count: number;
  /** The root is in itself. */
  parentOf(row: number): number;
  firstChildOf(row: number): number;
  childCountOf(row: number): number;
  isFolder(row: number): boolean;
  nameOf(row: number): string;
  /** Path from the root on, `/a/b`, for reports. */
  pathOf(row: number): string;
  /** Of files; 0 for folders. */
  sizeOf(row: number): number;
  /** Unix seconds. */
  secondsOf(row: number): number;
}

/** A part of a file and the memory it goes to. */
export interface RowPiece {
  readonly row: number;
  /** From the start of the file. */
  readonly atByte: number;
  readonly into: Uint8Array;
}

/** Fills the pieces from wherever the files' bytes come. @throws Failure of the source */
export type ReadRows = (pieces: readonly RowPiece[]) => Promise<void>;
