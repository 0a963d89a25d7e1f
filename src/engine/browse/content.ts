import { Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import type { Damaged } from './iso/damage.ts';
import { PackedContent } from './packed-content.ts';
import type { Content, ContentRun, VolumeEntry } from './volume.ts';

type Bytes = Pick<Image, 'sizeBytes' | 'read'>;

/**
 * The content of a file as a reader gets it: what is packed is unpacked.
 *
 * @throws Failure (when read) `source-truncated`, `source-damaged`, `source-unreadable`
 */
export function contentOf(image: Bytes, entry: VolumeEntry, damaged: Damaged): Content {
  const stored: Content = {
    sizeBytes: runBytes(entry),
    read: (atByte, into) => readRuns(image, entry.runs, atByte, into),
  };
  const { packing, sizeBytes } = entry;
  return packing ? new PackedContent(stored, sizeBytes, packing, damaged) : stored;
}

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
