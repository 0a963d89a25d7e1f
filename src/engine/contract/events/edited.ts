import type { Forecast } from './inspection.ts';

/** What one change of an image's files did, or will do. */
export interface AppliedChange {
  readonly do: 'add' | 'remove' | 'rename';
  /** Where it stands in the image now; of what was removed, where it stood. */
  readonly path: string;
  /** Where it came from: a path of this machine, or of the image. */
  readonly from?: string;
  /** Files that came, went or moved, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** Of those that came: files of the image whose place they took. */
  readonly replaced?: number;
}

/** A checksum file in the image of which lines are others now. */
export interface KeptListFacts {
  readonly path: string;
  readonly changedLines: number;
  /** It was signed, and is not what was signed any more. */
  readonly signature?: string;
}

/** An image that was made from another one with changes. */
export interface EditedReport {
  /** What it was before. */
  readonly before: { readonly sizeBytes: number; readonly forecast: readonly Forecast[] };
  readonly changes: readonly AppliedChange[];
  readonly lists?: readonly KeptListFacts[];
}
