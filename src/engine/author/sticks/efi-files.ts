import { type FatEntry, type FatVolume, readFat } from '../../bytes/formats/fat/read.ts';
import { type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { MadeContent } from '../content/file-source.ts';
import { AddedFolder } from './added-files.ts';

/** More than any boot image has: such a one leads in a circle. */
const MOST_FILES = 4096;
const MOST_DEPTH = 12;

/**
 * The files of an EFI boot image, for a stick that has no such image but their files. Its folders are read now, its files
 * later. Nothing when it is no FAT volume.
 */
export async function efiFiles(image: ReadAt): Promise<AddedFolder> {
  const root = new AddedFolder();
  const volume = await readFat(image);
  if (volume) await new EfiReader(volume, image).folder('', root, 0);
  return root;
}

class EfiReader {
  readonly #volume: FatVolume;
  readonly #image: ReadAt;
  #files = 0;

  constructor(volume: FatVolume, image: ReadAt) {
    this.#volume = volume;
    this.#image = image;
  }

  async folder(path: string, into: AddedFolder, depth: number): Promise<void> {
    if (depth > MOST_DEPTH) return;
    for (const entry of (await this.#volume.list(path)) ?? []) {
      if (entry.name === '.' || entry.name === '..' || this.#files++ > MOST_FILES) continue;
      const inner = entry.isFolder ? into.folder(entry.shown) : undefined;
      if (inner) await this.folder(`${path}/${entry.name}`, inner, depth + 1);
      if (!entry.isFolder) this.#file(entry, into);
    }
  }

  /** A file whose clusters are fewer than its size is broken: the firmware could not start it either. */
  #file(entry: FatEntry, into: AddedFolder): void {
    const runs = this.#volume.runs(entry);
    const heldBytes = runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
    if (heldBytes < entry.sizeBytes) return;
    into.put(entry.shown, { sizeBytes: entry.sizeBytes, content: runContent(runs, this.#image) });
  }
}

function runContent(runs: readonly ByteRange[], image: ReadAt): MadeContent {
  return {
    async read(atByte, into) {
      let startByte = 0;
      for (const run of runs) {
        const from = Math.max(atByte, startByte);
        const to = Math.min(atByte + into.length, startByte + run.lengthBytes);
        if (from < to) into.set(await within(image, run.atByte)(from - startByte, to - from), from - atByte);
        startByte += run.lengthBytes;
      }
    },
  };
}
