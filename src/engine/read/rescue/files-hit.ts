import { bytesOf, type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { entryText } from '../browse/entry-text.ts';
import { volumesOf } from '../browse/open-volume.ts';
import type { Volume } from '../browse/volume.ts';
import { walkBatches } from '../browse/walk.ts';
import { type FileRuns, fatFiles } from './fat-files.ts';
import { partsOf } from './parts.ts';

/** More files at one place nobody reads. */
const MOST_FILES_A_RANGE = 100;

/**
 * Which files ranges of an image hit: of ISO 9660 and UDF, of FAT as the whole image and in partitions. What cannot be read of a
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
  const mark = ({ path, runs }: FileRuns): void => {
    for (const run of runs) for (const index of overlapping(ranges, run)) add(hits[index], path);
  };
  const bytes = bytesOf(image);
  for (const look of [() => volumeFiles(image, signal, mark), () => fatParts(bytes, signal, mark)])
    await look().catch((error: unknown) => {
      if (signal.aborted) throw error;
    });
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

type Mark = (file: FileRuns) => void;

/** The volume that tells most; the others speak of the same bytes. */
async function volumeFiles(image: Readable, signal: AbortSignal, mark: Mark): Promise<void> {
  const [volume] = await volumesOf(image, '');
  if (volume) await filesOf(volume, signal, mark);
}

async function filesOf(volume: Volume, signal: AbortSignal, mark: Mark): Promise<void> {
  mark({ path: '/', runs: placed(await volume.runs(volume.root)) });
  const options = { signal, imagePath: '', onBroken: () => undefined };
  for await (const some of walkBatches(volume, options))
    for (const { path, entry } of some)
      mark({ path: entryText(path), runs: placed(await volume.runs(entry)) });
}

function placed(
  runs: readonly { readonly atByte: number | undefined; readonly lengthBytes: number }[],
): ByteRange[] {
  return runs.flatMap(({ atByte, lengthBytes }) => (atByte === undefined ? [] : [{ atByte, lengthBytes }]));
}

async function fatParts(bytes: ReadAt, signal: AbortSignal, mark: Mark): Promise<void> {
  await fatFiles(bytes, { startByte: 0, before: '' }, signal, mark);
  for (const { startByte, number } of await partsOf(bytes))
    await fatFiles(within(bytes, startByte), { startByte, before: `${number}:` }, signal, mark);
}
