import { Failure } from '../../contract/failure/failure.ts';
import { bytePath } from '../../host/files/fs-path.ts';
import { entryText } from './entry-text.ts';
import type { VolumeEntry, VolumeListing } from './volume.ts';
import type { WalkedEntry } from './walk.ts';

/** The entry at a path as a person types it, `/a/b` or `a/b`; names letter by letter, or as `ls` tells those that are no text. @throws Failure `source-missing` */
export async function findEntry<Entry extends VolumeEntry>(
  volume: VolumeListing<Entry>,
  path: string,
  imagePath: string,
): Promise<WalkedEntry<Entry>> {
  let found: WalkedEntry<Entry> = { path: '', entry: volume.root };
  for (const name of bytePath(path).split('/').filter(isName)) {
    const entry = found.entry.type === 'dir' ? await childNamed(volume, found.entry, name) : undefined;
    if (!entry) throw new Failure('source-missing', { path: `${imagePath}: ${path}` });
    found = { path: `${found.path}/${entry.name}`, entry };
  }
  return found;
}

/** A step of a typed path that leads somewhere. */
export const isName = (name: string): boolean => name !== '' && name !== '.';

async function childNamed<Entry extends VolumeEntry>(
  volume: VolumeListing<Entry>,
  folder: Entry,
  name: string,
): Promise<Entry | undefined> {
  const text = entryText(name);
  let told: Entry | undefined;
  for await (const entry of volume.list(folder)) {
    if (entry.name === name) return entry;
    if (told === undefined && entryText(entry.name) === text) told = entry;
  }
  return told;
}

/** An entry itself and, of a folder, everything below. The root is left out. */
export async function* entriesFrom(
  walkFrom: (from: WalkedEntry) => AsyncIterable<readonly WalkedEntry[]>,
  from: WalkedEntry,
): AsyncGenerator<readonly WalkedEntry[]> {
  if (from.path !== '') yield [from];
  if (from.entry.type === 'dir') yield* walkFrom(from);
}
