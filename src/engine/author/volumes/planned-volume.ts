import type { Extent } from '../../contract/ports/image.ts';

/** A part of a volume that says how large it is. */
export interface SizedPart {
  /** From the start of the volume. */
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

/**
 * A planned volume, from its boot sector to its last used cluster: any range can be read. It is the same on drives of
 * different size but for the parts that `sizedOn` gives.
 */
export interface PlannedVolume {
  /** To the end of the last cluster in use. */
  readonly usedBytes: number;
  /** Of a volume of so many bytes; for each size the same places, and as long. */
  sizedOn(volumeBytes: number): readonly SizedPart[];
  /** Fills `into`; what `sizedOn` gives is zeros here, since it differs from drive to drive. */
  read(atByte: number, into: Uint8Array): Promise<void>;
  /** Where a file or folder begins, from the start of the volume. */
  byteOf(row: number): number;
  /** What lies where, up to `usedBytes`. */
  extents(): Iterable<Extent>;
}
