import { opendir } from 'node:fs/promises';
import type { Readable } from '../../contract/ports/image.ts';
import type { TopEntry, TopNames } from '../../contract/ports/top-names.ts';
import { entryText } from '../browse/entry-text.ts';
import { openVolume } from '../browse/open-volume.ts';

type Entries = Omit<TopNames, 'path' | 'partition'>;

/** More than anybody counts; the rest is said to be there. */
const MOST_COUNTED = 10_000;
/** More than fit on any screen. */
const MOST_KEPT = 64;

/**
 * The top of a file system by its bytes. What is damaged behind some names ends there. Undefined when
 * it is another one, or none.
 *
 * @param imagePath for failures
 */
export async function entriesInImage(image: Readable, imagePath: string): Promise<Entries | undefined> {
  const volume = await openVolume(image, imagePath);
  const listed = (async function* () {
    for await (const { name, type } of volume.list(volume.root))
      yield { name: entryText(name), isFolder: type === 'dir' };
  })();
  return counted(listed);
}

/** The top of a file system that is mounted. @throws Error of the system, also when it was called off */
export async function entriesInFolder(folder: string, signal: AbortSignal): Promise<Entries> {
  const names = await opendir(folder, { encoding: 'latin1' });
  const listed = (async function* () {
    for await (const entry of names) {
      signal.throwIfAborted();
      yield { name: entryText(entry.name), isFolder: entry.isDirectory() };
    }
  })();
  return counted(listed);
}

async function counted(listed: AsyncIterable<TopEntry>): Promise<Entries> {
  const entries: TopEntry[] = [];
  try {
    for await (const entry of listed) {
      if (entries.length === MOST_COUNTED) return { ...sorted(entries), isLeast: true };
      entries.push(entry);
    }
  } catch (error) {
    if (entries.length === 0) throw error;
    return { ...sorted(entries), isLeast: true };
  }
  return sorted(entries);
}

/** What systems put there by themselves tells nobody what is lost. */
const isHidden = (name: string): boolean =>
  /^[.$]/.test(name) || name === 'System Volume Information' || name === 'lost+found';

function sorted(entries: readonly TopEntry[]): Entries {
  const rank = ({ name, isFolder }: TopEntry) => (isHidden(name) ? 2 : isFolder ? 0 : 1);
  const all = [...entries].sort(
    (left, right) => rank(left) - rank(right) || (left.name < right.name ? -1 : 1),
  );
  return { entries: all.slice(0, MOST_KEPT), total: all.length };
}
