import { lastNotBehind } from '../../bytes/ranges/search.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Image, Readable } from '../../contract/ports/image.ts';
import { batchesOf } from './batches.ts';
import type { Damaged } from './iso/damage.ts';
import { PackedContent } from './packed-content.ts';
import type { Content, ContentRun, PlacedEntry, PlacedListing, PlacedVolume } from './volume.ts';

type Bytes = Readable & Pick<Image, 'path'>;

/**
 * The content of a file as a reader gets it: what is packed is unpacked.
 *
 * @throws Failure (when read) `source-truncated`, `source-damaged`, `source-unreadable`
 */
export function contentOf(image: Bytes, entry: PlacedEntry, damaged: Damaged): Content {
  const stored = new StoredContent(image, entry.runs);
  const { packing, sizeBytes } = entry;
  return packing ? new PackedContent(stored, sizeBytes, packing, damaged) : stored;
}

/** What lists entries with their places is a volume once the image is there to read them from. */
export function placedVolume(listing: PlacedListing, image: Bytes, damaged: Damaged): PlacedVolume {
  const { standard, label, root } = listing;
  return {
    standard,
    label,
    root,
    list: (folder) => listing.list(folder),
    batches: (folder) => batchesOf(listing, folder),
    open: async (entry) => contentOf(image, entry, damaged),
    runs: async ({ runs }) => runs,
  };
}

/** The bytes of runs, one run after the other. A file may have a million of them: each read finds its first one by halving. */
export class StoredContent implements Content {
  readonly sizeBytes: number;
  readonly #image: Bytes;
  readonly #runs: readonly ContentRun[];
  /** Where each run begins in the content. */
  readonly #starts: Float64Array;

  constructor(image: Bytes, runs: readonly ContentRun[]) {
    this.#image = image;
    this.#runs = runs;
    this.#starts = new Float64Array(runs.length);
    let startByte = 0;
    for (let index = 0; index < runs.length; index++) {
      this.#starts[index] = startByte;
      startByte += present(runs[index]).lengthBytes;
    }
    this.sizeBytes = startByte;
  }

  /** Runs that follow each other in the file are one. */
  get recorded(): readonly ByteRange[] {
    const ranges: { atByte: number; lengthBytes: number }[] = [];
    let isHole = true;
    for (let index = 0; index < this.#runs.length; index++) {
      const { atByte, lengthBytes } = present(this.#runs[index]);
      const last = ranges.at(-1);
      if (atByte !== undefined && last && !isHole) last.lengthBytes += lengthBytes;
      else if (atByte !== undefined) ranges.push({ atByte: present(this.#starts[index]), lengthBytes });
      isHole = atByte === undefined;
    }
    return ranges;
  }

  /**
   * Fills `into` with the bytes from `atByte` on. The reader asks for no more than there are.
   *
   * @throws Failure `source-truncated` for runs behind the end of the image
   */
  async read(atByte: number, into: Uint8Array): Promise<void> {
    const end = atByte + into.length;
    if (this.sizeBytes < end) throw new Failure('internal', { problem: 'read-beyond-file' });
    const reading: Promise<void>[] = [];
    for (let index = this.#runAt(atByte); index < this.#runs.length; index++) {
      const run = present(this.#runs[index]);
      const start = present(this.#starts[index]);
      if (start >= end) break;
      const from = Math.max(start, atByte);
      const to = Math.min(start + run.lengthBytes, end);
      if (from < to)
        reading.push(readRun(this.#image, run, from - start, into.subarray(from - atByte, to - atByte)));
    }
    await Promise.all(reading);
  }

  /** The last run that begins at or before a byte. */
  #runAt(atByte: number): number {
    return lastNotBehind(this.#starts.length, (run) => present(this.#starts[run]) > atByte);
  }
}

async function readRun(image: Bytes, run: ContentRun, from: number, into: Uint8Array): Promise<void> {
  if (run.atByte === undefined) {
    into.fill(0);
    return;
  }
  const atByte = run.atByte + from;
  if (atByte + into.length > image.sizeBytes)
    throw new Failure('source-truncated', {
      path: image.path ?? '',
      expectedBytes: run.atByte + run.lengthBytes,
      foundBytes: image.sizeBytes,
    });
  await image.read(atByte, into);
}
