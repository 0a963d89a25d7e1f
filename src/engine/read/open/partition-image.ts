import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { Failure, isFailure } from '../../contract/failure/failure.ts';
import type { FoundPartition } from '../../contract/failure/found-partition.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { openVolume } from '../browse/open-volume.ts';
import type { Volume } from '../browse/volume.ts';
import { appleRegions, eitherGptRegions, mbrRegions, type Region } from '../inspect/reach/partitions.ts';

/** More than anybody wants to be told. */
const MOST_OPENED = 128;

/** A part of an image as if it were one; undefined where nothing of it is there. */
export function partOf(
  image: Readable,
  { startByte, lengthBytes }: Pick<Region, 'startByte' | 'lengthBytes'>,
): Readable | undefined {
  if (startByte >= image.sizeBytes) return undefined;
  return {
    sizeBytes: Math.min(lengthBytes, image.sizeBytes - startByte),
    read: (atByte, into) => image.read(startByte + atByte, into),
  };
}

/**
 * The bytes of a partition, counted as the system counts: of a GPT, else of an MBR with its logical ones, else of an Apple map.
 *
 * @throws Failure `partition-choice` when there is none of this number
 */
export async function partitionImage(image: Readable, number: number, imagePath: string): Promise<Readable> {
  const region = (await numberedRegions(image)).find((one) => one.number === number && !one.isContainer);
  const part = region && partOf(image, region);
  if (part) return part;
  throw new Failure('partition-choice', {
    path: imagePath,
    partitions: await partitionsOf(image),
    missing: number,
  });
}

/** A volume, and the bytes in which its entries' places are counted. */
export interface VolumeInPart {
  readonly volume: Volume;
  readonly image: Readable;
}

/**
 * The file system of a disk that has one in a partition; undefined when no partition has any that is read here.
 *
 * @throws Failure `partition-choice` when several have
 */
export async function onlyVolumeIn(image: Readable, imagePath: string): Promise<VolumeInPart | undefined> {
  const found: VolumeInPart[] = [];
  for (const part of await partsOf(image)) {
    const volume = await volumeIn(part.image, imagePath);
    if (volume) found.push({ volume, image: part.image });
  }
  if (found.length <= 1) return found[0];
  throw new Failure('partition-choice', { path: imagePath, partitions: await partitionsOf(image) });
}

/** Partitions with file systems that are read here. */
async function partitionsOf(image: Readable): Promise<FoundPartition[]> {
  const found: FoundPartition[] = [];
  for (const { number, image: part } of await partsOf(image)) {
    const volume = await volumeIn(part, '');
    if (volume)
      found.push({ number, standard: volume.standard, label: volume.label, sizeBytes: part.sizeBytes });
  }
  return found;
}

/** What is damaged is left out: whoever asks for it by its number is told. */
async function volumeIn(part: Readable, imagePath: string): Promise<Volume | undefined> {
  return openVolume(part, imagePath).catch((error: unknown) => {
    if (isFailure(error, 'source-unreadable')) throw error;
    return undefined;
  });
}

async function partsOf(image: Readable): Promise<{ readonly number: number; readonly image: Readable }[]> {
  const regions = (await numberedRegions(image)).filter(({ isContainer }) => !isContainer);
  return regions.slice(0, MOST_OPENED).flatMap((region) => {
    const part = partOf(image, region);
    return part && region.startByte > 0 ? [{ number: region.number, image: part }] : [];
  });
}

/** Of a GPT, else of an MBR with its logical ones, else of an Apple map. */
export async function numberedRegions(image: Readable): Promise<readonly Region[]> {
  const bytes = bytesOf(image);
  const gpt = await eitherGptRegions(bytes, image.sizeBytes);
  if (gpt.length > 0) return gpt;
  const mbr = await mbrRegions(bytes);
  return mbr.length > 0 ? mbr : appleRegions(bytes);
}
