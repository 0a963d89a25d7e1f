import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import { eitherGptRegions, mbrRegions } from '../inspect/reach/partitions.ts';

const MOST_PARTITIONS = 256;

/** A partition in which a file system may be. */
export interface Part {
  readonly startByte: number;
  readonly lengthBytes: number;
  readonly number: number;
}

/**
 * Partitions of both tables, but for those that only hold others, and for what begins where the image does. Of a GPT whose first copy is
 * damaged the second one counts, at the end of an image of this size.
 */
export async function partsOf(bytes: ReadAt, sizeBytes: number): Promise<Part[]> {
  return [...(await eitherGptRegions(bytes, sizeBytes)), ...(await mbrRegions(bytes))]
    .slice(0, MOST_PARTITIONS)
    .filter(({ startByte, isContainer }) => startByte > 0 && !isContainer);
}
