import { Failure } from '../ports/failure.ts';
import { bytePath } from '../tree/fs-path.ts';
import type { Volume, VolumeEntry } from './volume.ts';
import type { WalkedEntry } from './walk.ts';

/** The entry at a path as a person types it, `/a/b` or `a/b`; names letter by letter. @throws Failure `source-missing` */
export async function findEntry(volume: Volume, path: string, imagePath: string): Promise<WalkedEntry> {
  let found: WalkedEntry = { path: '', entry: volume.root };
  for (const name of bytePath(path).split('/').filter(isName)) {
    const entry = found.entry.type === 'dir' ? await childNamed(volume, found.entry, name) : undefined;
    if (!entry) throw new Failure('source-missing', { path: `${imagePath}: ${path}` });
    found = { path: `${found.path}/${name}`, entry };
  }
  return found;
}

const isName = (name: string): boolean => name !== '' && name !== '.';

async function childNamed(
  volume: Volume,
  folder: VolumeEntry,
  name: string,
): Promise<VolumeEntry | undefined> {
  for await (const entry of volume.list(folder)) if (entry.name === name) return entry;
  return undefined;
}

/** An entry itself and, of a folder, everything below. The root is left out. */
export async function* entriesFrom(
  walkFrom: (from: WalkedEntry) => AsyncIterable<WalkedEntry>,
  from: WalkedEntry,
): AsyncGenerator<WalkedEntry> {
  if (from.path !== '') yield from;
  if (from.entry.type === 'dir') yield* walkFrom(from);
}
