import { asFailure, type Failure } from '../../../contract/failure/failure.ts';
import { sourceDamaged } from '../../../contract/failure/source-failures.ts';
import { throwIfStopped } from '../../../contract/failure/stopped.ts';
import type { PlacedEntry, PlacedListing } from '../../browse/volume.ts';
import { MOST_ENTRIES } from '../../browse/walk.ts';
import { NameMatcher } from './match-names.ts';
import { asPath, type Branch, below, branches, folderOf, pathKey } from './name-paths.ts';

/** Linux follows no more, either. */
const LINKS_AT_MOST = 40;

export interface FoundNames {
  /** Regular files by their key. */
  readonly files: ReadonlyMap<string, PlacedEntry>;
  /** Why some could not be looked for. */
  readonly damage?: Failure | undefined;
}

/**
 * The files that keys (`pathKey`) lead to. Folders are read once for all keys below them and nothing of them is kept; symbolic
 * links are followed as long as they stay in the image.
 *
 * A volume with Rock Ridge is read as Linux mounts it, letter by letter. Without that, plain names are upper case and Windows
 * knows no difference: a name of another case will do when it is the only one.
 *
 * @throws Failure `source-unreadable`, `stopped`
 */
export async function findNamed(
  volumes: readonly PlacedListing[],
  keys: ReadonlySet<string>,
  options: { readonly imagePath: string; readonly signal: AbortSignal },
): Promise<FoundNames> {
  const isExact = volumes.some(({ standard }) => standard === 'rock-ridge');
  const search = new Search(isExact, options);
  // The plain names of the same files, cut short.
  for (const volume of volumes)
    if (!isExact || volume.standard !== 'iso9660') await search.lookIn(volume, keys);
  const isComplete = search.files.size === keys.size;
  return { files: search.files, damage: isComplete ? undefined : search.damage };
}

class Search {
  readonly files = new Map<string, PlacedEntry>();
  damage: Failure | undefined;
  readonly #isExact: boolean;
  readonly #imagePath: string;
  readonly #signal: AbortSignal;
  /** Where keys lead that go through a link: who asked for it. */
  #links = new Map<string, string[]>();
  #entries = 0;

  constructor(isExact: boolean, options: { readonly imagePath: string; readonly signal: AbortSignal }) {
    this.#isExact = isExact;
    this.#imagePath = options.imagePath;
    this.#signal = options.signal;
  }

  async lookIn(volume: PlacedListing, keys: ReadonlySet<string>): Promise<void> {
    let sorted = [...keys].filter((key) => !this.files.has(key)).sort();
    let asked: Asked = new Map();
    for (let links = 0; sorted.length > 0 && links <= LINKS_AT_MOST; links++) {
      this.#links = new Map();
      await this.#descend(
        volume,
        volume.root,
        { keys: sorted, from: 0, to: sorted.length, folder: '' },
        asked,
      );
      asked = this.#links;
      sorted = [...asked.keys()].sort();
    }
  }

  async #descend(volume: PlacedListing, folder: PlacedEntry, stretch: Stretch, asked: Asked): Promise<void> {
    const depth = stretch.folder === '' ? 0 : stretch.folder.length + 1;
    const wanted = branches(stretch.keys, stretch.from, stretch.to, depth);
    for (const [branch, entry] of await this.#match(volume, folder, wanted)) {
      const key = below(stretch.folder, branch.name);
      const { from, to } = branch;
      if (entry.type === 'symlink') this.#follow(key, entry, { ...stretch, from, to }, branch.isEnd, asked);
      else if (branch.isEnd && entry.type === 'file')
        for (const origin of asked.get(key) ?? [key]) this.files.set(origin, entry);
      if (entry.type === 'dir' && from < to)
        await this.#descend(volume, entry, { ...stretch, from, to, folder: key }, asked);
    }
  }

  async #match(
    volume: PlacedListing,
    folder: PlacedEntry,
    wanted: readonly Branch[],
  ): Promise<ReadonlyMap<Branch, PlacedEntry>> {
    const matcher = new NameMatcher(wanted, this.#isExact);
    try {
      for await (const entry of volume.list(folder)) {
        this.#count();
        matcher.take(entry);
      }
    } catch (error) {
      this.#refuse(asFailure(error));
    }
    return matcher.found;
  }

  /** What is asked for behind a link is looked for where that leads, in the next round. */
  #follow(key: string, { target = '' }: PlacedEntry, stretch: Stretch, isEnd: boolean, asked: Asked): void {
    if (target.startsWith('/')) return;
    const behind = [...(isEnd ? [key] : []), ...stretch.keys.slice(stretch.from, stretch.to)];
    for (const from of behind) {
      const to = pathKey(`${target}/${asPath(from.slice(key.length + 1))}`, folderOf(key));
      if (to === undefined) continue;
      const origins = this.#links.get(to) ?? [];
      for (const origin of asked.get(from) ?? [from]) origins.push(origin);
      this.#links.set(to, origins);
    }
  }

  #count(): void {
    throwIfStopped(this.#signal);
    if (++this.#entries <= MOST_ENTRIES) return;
    throw sourceDamaged(this.#imagePath, { reason: 'named-files-too-many', most: MOST_ENTRIES });
  }

  #refuse(failure: Failure): void {
    if (failure.code !== 'source-damaged' && failure.code !== 'source-truncated') throw failure;
    this.damage ??= failure;
  }
}

/** Keys that links led to, and those that were asked for first. */
type Asked = ReadonlyMap<string, readonly string[]>;

interface Stretch {
  readonly keys: readonly string[];
  readonly from: number;
  readonly to: number;
  /** The key of the folder they are below. */
  readonly folder: string;
}
