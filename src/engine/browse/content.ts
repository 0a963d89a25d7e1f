import { Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import type { ContentRun, VolumeEntry } from './volume.ts';

type Bytes = Pick<Image, 'sizeBytes' | 'read'>;

/**
 * Fills `into` with the bytes that runs hold from `atByte` on. The reader asks for no more than the runs have.
 *
 * @throws Failure `source-truncated` for runs behind the end of the image
 */
export async function readRuns(
  image: Bytes,
  runs: readonly ContentRun[],
  atByte: number,
  into: Uint8Array,
): Promise<void> {
  let start = 0;
  const reading: Promise<void>[] = [];
  for (const run of runs) {
    const from = Math.max(start, atByte);
    const to = Math.min(start + run.lengthBytes, atByte + into.length);
    if (from < to) reading.push(readRun(image, run, from - start, into.subarray(from - atByte, to - atByte)));
    start += run.lengthBytes;
  }
  if (start < atByte + into.length)
    throw new Failure('internal', { problem: 'read beyond the end of a file' });
  await Promise.all(reading);
}

async function readRun(image: Bytes, run: ContentRun, from: number, into: Uint8Array): Promise<void> {
  if (run.atByte === undefined) {
    into.fill(0);
    return;
  }
  const atByte = run.atByte + from;
  if (atByte + into.length > image.sizeBytes)
    throw new Failure('source-truncated', {
      path: 'the image',
      expectedBytes: run.atByte + run.lengthBytes,
      foundBytes: image.sizeBytes,
    });
  await image.read(atByte, into);
}

/** How many bytes the runs of an entry hold. */
export function runBytes({ runs }: Pick<VolumeEntry, 'runs'>): number {
  return runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
}
