import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { entryText } from '../browse/entry-text.ts';
import { openDriveVolume, volumesOf } from '../browse/open-volume.ts';
import type { ContentRun, Volume, VolumeEntry } from '../browse/volume.ts';
import { walkBatches } from '../browse/walk.ts';
import { partsOf } from './parts.ts';

/** More files at one place nobody reads. */
const MOST_FILES_A_RANGE = 100;

/**
 * Which files ranges of an image hit: of every file system that is read here, as the whole image and in partitions. What cannot be read of a
 * file system names nothing; it is damaged itself.
 *
 * @param ranges in order, not overlapping
 * @returns for each range the paths, as they are shown; below a partition `2:/path`
 */
export async function filesHit(
  image: Readable,
  ranges: readonly ByteRange[],
  signal: AbortSignal,
): Promise<readonly (readonly string[])[]> {
  const hits = ranges.map(() => new Set<string>());
  const mark: Mark = (path, runs) => {
    for (const { atByte, lengthBytes } of runs)
      if (atByte !== undefined)
        for (const index of overlapping(ranges, { atByte, lengthBytes })) add(hits[index], path);
  };
  await markAll(image, signal, mark);
  return hits.map((paths) => [...paths]);
}

function add(paths: Set<string> | undefined, path: string): void {
  if (paths && paths.size < MOST_FILES_A_RANGE) paths.add(path);
}

/** Numbers of the ranges that a run touches. */
function* overlapping(ranges: readonly ByteRange[], { atByte, lengthBytes }: ByteRange): Generator<number> {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range && range.atByte + range.lengthBytes <= atByte) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < ranges.length; index++) {
    const range = ranges[index];
    if (!range || range.atByte >= atByte + lengthBytes) return;
    yield index;
  }
}

type Mark = (path: string, runs: readonly ContentRun[]) => void;

/**
 * The volume that tells most of the whole image; those of a disc speak of the same bytes. Then the ones in partitions, but for
 * what is the same disc again.
 */
async function markAll(image: Readable, signal: AbortSignal, mark: Mark): Promise<void> {
  const whole = await quietly(signal, async () => (await volumesOf(image, ''))[0]);
  if (whole) await quietly(signal, () => markFiles(whole, signal, mark));
  const parts = (await quietly(signal, () => partsOf(bytesOf(image), image.sizeBytes))) ?? [];
  for (const { startByte, lengthBytes, number } of parts) {
    if (startByte >= image.sizeBytes) continue;
    const part = {
      sizeBytes: Math.min(lengthBytes, image.sizeBytes - startByte),
      read: (atByte: number, into: Uint8Array) => image.read(startByte + atByte, into),
    };
    const volume = await quietly(signal, () => openDriveVolume(part, ''));
    const markHere: Mark = (path, runs) => mark(`${number}:${path}`, moved(runs, startByte));
    if (volume) await quietly(signal, () => markFiles(volume, signal, markHere));
  }
}

/** What cannot be read names nothing. */
async function quietly<T>(signal: AbortSignal, look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}

async function markFiles(volume: Volume, signal: AbortSignal, mark: Mark): Promise<void> {
  const markOne = async (path: string, entry: VolumeEntry): Promise<void> => {
    const runs = await quietly(signal, () => volume.runs(entry));
    if (runs) mark(path, runs);
  };
  await markOne('/', volume.root);
  const options = { signal, imagePath: '', onBroken: () => undefined };
  for await (const some of walkBatches(volume, options))
    for (const { path, entry } of some) await markOne(entryText(path), entry);
}

function moved(runs: readonly ContentRun[], byBytes: number): ContentRun[] {
  return runs.map(({ atByte, lengthBytes }) => ({
    atByte: atByte === undefined ? undefined : atByte + byBytes,
    lengthBytes,
  }));
}
