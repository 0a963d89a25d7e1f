import { type FatEntry, type FatVolume, readFat } from '../../bytes/formats/fat/read.ts';
import { type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { MadeContent } from '../content/file-source.ts';
import { AddedFolder } from './added-files.ts';

/** More than any boot image has. */
const MOST_FILES = 4096;
const MOST_FOLDERS = 256;
const MOST_DEPTH = 8;
/** Files that hold more than the volume does, several times over, lie over each other or lead in a circle. */
const MOST_TIMES_HELD = 4;

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
  #folders = 0;
  #heldBytes = 0;

  constructor(volume: FatVolume, image: ReadAt) {
    this.#volume = volume;
    this.#image = image;
  }

  async folder(path: string, into: AddedFolder, depth: number): Promise<void> {
    if (depth > MOST_DEPTH || this.#folders++ > MOST_FOLDERS) return;
    for (const entry of (await this.#volume.list(path)) ?? []) {
      if (entry.name === '.' || entry.name === '..' || this.#files++ > MOST_FILES) continue;
      const inner = entry.isFolder ? into.folder(entry.shown) : undefined;
      if (inner) await this.folder(`${path}/${entry.name}`, inner, depth + 1);
      if (!entry.isFolder) this.#file(entry, into);
    }
  }

  /** A file whose clusters are fewer than its size is broken: the firmware could not start it either. */
  #file(entry: FatEntry, into: AddedFolder): void {
    if (this.#heldBytes > MOST_TIMES_HELD * this.#volume.sizeBytes) return;
    const runs = this.#volume.runs(entry);
    const heldBytes = runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
    this.#heldBytes += heldBytes;
    if (heldBytes < entry.sizeBytes) return;
    into.put(entry.shown, {
      sizeBytes: entry.sizeBytes,
      content: runContent(firstOf(runs, entry.sizeBytes), this.#image),
    });
  }
}

/** As many runs as a file needs: a chain that leads in a circle has no end. */
function firstOf(runs: readonly ByteRange[], sizeBytes: number): ByteRange[] {
  let heldBytes = 0;
  return runs.filter(({ lengthBytes }) => {
    const isNeeded = heldBytes < sizeBytes;
    heldBytes += lengthBytes;
    return isNeeded;
  });
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
