import { type FatEntry, type FatVolume, readFat } from '../../bytes/formats/fat/read.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';

/** A file or folder, and where it lies in the image. */
export interface FileRuns {
  readonly path: string;
  readonly runs: readonly ByteRange[];
}

/** A damaged volume is no endless one. */
const MOST_ENTRIES = 1_000_000;
const DEEPEST_LEVEL = 100;

/** Every file and folder of a FAT volume; nothing when the bytes are none. Folders that lead in circles end. */
export async function fatFiles(
  bytes: ReadAt,
  { startByte, before }: { readonly startByte: number; readonly before: string },
  signal: AbortSignal,
  onFile: (file: FileRuns) => void,
): Promise<void> {
  const volume = await readFat(bytes);
  if (!volume) return;
  const seen = new Set<number>();
  let count = 0;
  const folders: { readonly path: string; readonly level: number }[] = [{ path: '', level: 0 }];
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    signal.throwIfAborted();
    for (const entry of (await volume.list(folder.path)) ?? []) {
      if (isDots(entry) || ++count > MOST_ENTRIES) continue;
      const path = `${folder.path}/${entry.shown}`;
      onFile({ path: `${before}${path}`, runs: runsIn(volume, entry, startByte) });
      if (!entry.isFolder || seen.has(entry.firstCluster) || folder.level >= DEEPEST_LEVEL) continue;
      seen.add(entry.firstCluster);
      folders.push({ path, level: folder.level + 1 });
    }
  }
}

const isDots = ({ name }: FatEntry): boolean => name === '.' || name === '..';

function runsIn(volume: FatVolume, entry: FatEntry, startByte: number): ByteRange[] {
  return volume.runs(entry).map(({ atByte, lengthBytes }) => ({ atByte: atByte + startByte, lengthBytes }));
}
