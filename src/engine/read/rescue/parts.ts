import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import { gptRegions, mbrRegions } from '../inspect/reach/partitions.ts';

const MOST_PARTITIONS = 256;

/** A partition in which a file system may be. */
export interface Part {
  readonly startByte: number;
  readonly lengthBytes: number;
  readonly number: number;
}

/** Partitions of both tables, but for those that only hold others, and for what begins where the image does. */
export async function partsOf(bytes: ReadAt): Promise<Part[]> {
  const gpt = await gptRegions(bytes);
  return [...(gpt?.regions ?? []), ...(await mbrRegions(bytes))]
    .slice(0, MOST_PARTITIONS)
    .filter(({ startByte, isContainer }) => startByte > 0 && !isContainer);
}
