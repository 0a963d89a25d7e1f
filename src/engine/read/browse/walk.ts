import type { Damage } from '../../contract/failure/damage-reasons.ts';
import { isFailure } from '../../contract/failure/failure.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import { batchesOf } from './batches.ts';
import { isDamage } from './damage.ts';
import { entryText } from './entry-text.ts';
import type { VolumeEntry, VolumeListing } from './volume.ts';

/** An entry and where it stands. */
export interface WalkedEntry<Entry extends VolumeEntry = VolumeEntry> {
  /** Byte string from the root on, `/a/b`. */
  readonly path: string;
  readonly entry: Entry;
  /** Another of this name stands before it in the same folder: only the first can be taken out. */
  readonly isTwin?: true;
}

/** The path of the folder that a path lies in: a byte string, '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** No medium has more; a hostile one ends here. */
export const MOST_ENTRIES = 16_000_000;
/** Longer paths than any system opens. */
const DEEPEST_LEVEL = 1024;

/** `folder-circle`: it was met before; `folder-deep`: deeper than any path leads. */
export type BrokenFolder = 'folder-damaged' | 'folder-unsupported' | 'folder-circle' | 'folder-deep';

export interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  /** The image, for messages. */
  readonly imagePath: string;
  /** Of several entries of one name all but the first are marked `isTwin`, and such folders are not entered. */
  readonly marksTwins?: boolean;
  /** Told of a folder that is not read, or not to its end; the walk goes on with the others. Absent: the walk ends there. */
  readonly onBroken?: (folder: WalkedEntry, why: BrokenFolder) => void;
}

/**
 * Everything below a folder, level by level, the folder itself left out. A folder is entered once: one that is met again
 * leads in a circle, or multiplies itself.
 *
 * @throws Failure `source-damaged`, and what `list` throws
 */
export async function* walk(
  volume: VolumeListing,
  options: WalkOptions,
  from: WalkedEntry = { path: '', entry: volume.root },
): AsyncGenerator<WalkedEntry> {
  for await (const some of walkBatches(volume, options, from)) yield* some;
}

/** The same, as many at a time as are read together: an image may hold a million, and a wait for each would take longest. */
export async function* walkBatches(
  volume: VolumeListing,
  options: WalkOptions,
  from: WalkedEntry = { path: '', entry: volume.root },
): AsyncGenerator<readonly WalkedEntry[]> {
  const bounds = new Bounds(options.imagePath, from.entry);
  for (let level: readonly WalkedEntry[] = [from]; level.length > 0; ) {
    const next: WalkedEntry[] = [];
    for (const folder of level)
      for await (const some of batchesIn(volume, folder, options))
        yield* allowed(some, next, (walked) => !bounds.isBroken(walked, options));
    level = bounds.entered(next, options);
  }
}

/** What may be walked; what comes before the one that ends the walk comes before the end. */
function* allowed(
  some: readonly WalkedEntry[],
  next: WalkedEntry[],
  isAllowed: (walked: WalkedEntry) => boolean,
): Generator<readonly WalkedEntry[]> {
  const taken: WalkedEntry[] = [];
  try {
    for (const walked of some) {
      if (!isAllowed(walked)) continue;
      if (walked.entry.type === 'dir' && !walked.isTwin) next.push(walked);
      taken.push(walked);
    }
  } catch (error) {
    yield taken;
    throw error;
  }
  yield taken;
}

/** The entries of a folder; a damaged one ends at its damage. */
async function* batchesIn(
  volume: VolumeListing,
  folder: WalkedEntry,
  options: WalkOptions,
): AsyncGenerator<readonly WalkedEntry[]> {
  const names = options.marksTwins ? new Set<string>() : undefined;
  try {
    for await (const entries of batchesOf(volume, folder.entry)) {
      options.signal?.throwIfAborted();
      yield entries.map((entry) => walkedIn(folder, entry, names));
    }
  } catch (error) {
    const why = brokenBy(error);
    if (why === undefined || options.onBroken === undefined) throw error;
    options.onBroken(folder, why);
  }
}

function brokenBy(error: unknown): BrokenFolder | undefined {
  if (isFailure(error, 'file-system-unsupported')) return 'folder-unsupported';
  return isDamage(error) ? 'folder-damaged' : undefined;
}

/** @param names those of the folder so far, where twins are marked */
function walkedIn(folder: WalkedEntry, entry: VolumeEntry, names: Set<string> | undefined): WalkedEntry {
  const path = `${folder.path}/${entry.name}`;
  if (names?.has(entry.name)) return { path, entry, isTwin: true };
  names?.add(entry.name);
  return { path, entry };
}

/** Counts what was met, so that no image can make a walk endless. */
class Bounds {
  readonly #imagePath: string;
  readonly #entered: Set<string>;
  #entries = 0;
  #level = 0;

  constructor(imagePath: string, root: VolumeEntry) {
    this.#imagePath = imagePath;
    this.#entered = new Set([root.identity]);
  }

  /** True for a folder that must not be entered, when somebody is there to be told. */
  isBroken(walked: WalkedEntry, { onBroken }: WalkOptions): boolean {
    const { path, entry, isTwin } = walked;
    if (++this.#entries > MOST_ENTRIES) this.#refuse({ reason: 'too-many-entries', most: MOST_ENTRIES });
    if (entry.type !== 'dir' || isTwin) return false;
    if (!this.#entered.has(entry.identity)) {
      this.#entered.add(entry.identity);
      return false;
    }
    if (!onBroken) this.#refuse({ reason: 'folders-in-circle', at: entryText(path) });
    onBroken(walked, 'folder-circle');
    return true;
  }

  /** The folders of the next level, as far as any path leads. */
  entered(level: readonly WalkedEntry[], { onBroken }: WalkOptions): readonly WalkedEntry[] {
    if (++this.#level <= DEEPEST_LEVEL) return level;
    if (!onBroken) this.#refuse({ reason: 'folders-too-deep', most: DEEPEST_LEVEL });
    for (const folder of level) onBroken(folder, 'folder-deep');
    return [];
  }

  #refuse(damage: Damage): never {
    throw sourceDamaged(this.#imagePath, damage);
  }
}
