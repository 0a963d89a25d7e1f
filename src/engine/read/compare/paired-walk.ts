import type { SideName } from '../../contract/events/comparison.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import { throwIfStopped } from '../../contract/failure/stopped.ts';
import { batchesOf } from '../browse/batches.ts';
import type { VolumeEntry } from '../browse/volume.ts';
import { MOST_ENTRIES } from '../browse/walk.ts';
import { foldsCase } from './compared-tree.ts';
import type { TreePair } from './entry-fields.ts';
import { pairedNames } from './paired-names.ts';

/** What stands at one path: on both sides, or on one. Paths are byte strings, `/a/b`. */
export interface PairedEntry {
  readonly path: string;
  readonly a?: VolumeEntry | undefined;
  readonly b?: VolumeEntry | undefined;
}

export interface PairedOptions {
  readonly signal: AbortSignal;
  /** Told of a folder that is not read, or not to its end. */
  readonly onBroken: (side: SideName, path: string) => void;
  /** Told of an entry whose name stood before it in its folder: it is left out. */
  readonly onTwin: () => void;
  /** Of each side, for messages. */
  readonly names: Readonly<Record<SideName, string>>;
}

/** Deeper than any path leads. */
const DEEPEST_LEVEL = 1024;
/** A folder that cannot be read is damage of that folder. */
const BROKEN = ['source-damaged', 'source-truncated', 'source-unreadable', 'file-system-unsupported'];

/**
 * Both trees at once, folder by folder, in the order of names; the roots are left out. Of each side no more is kept than one
 * folder and the ones that are to be entered.
 *
 * @throws Failure `stopped`, `source-damaged` for more entries than any medium has
 */
export async function* pairedWalk(trees: TreePair, options: PairedOptions): AsyncGenerator<PairedEntry> {
  const walk = new PairedWalk(trees, options);
  const open: Folders[] = [{ path: '', level: 0, a: trees.a.root, b: trees.b.root }];
  for (let folders = open.pop(); folders; folders = open.pop()) {
    const inside: Folders[] = [];
    for (const pair of await walk.list(folders)) {
      yield pair;
      const below = walk.foldersOf(pair, folders.level + 1);
      if (below) inside.push(below);
    }
    // The first is entered first.
    for (const below of inside.reverse()) open.push(below);
  }
}

interface Folders extends PairedEntry {
  readonly level: number;
}

class PairedWalk {
  readonly #trees: TreePair;
  readonly #options: PairedOptions;
  readonly #entered = { a: new Set<string>(), b: new Set<string>() };
  readonly #entries = { a: 0, b: 0 };
  readonly #folds: boolean;

  constructor(trees: TreePair, options: PairedOptions) {
    this.#trees = trees;
    this.#options = options;
    this.#folds = foldsCase(trees.a) || foldsCase(trees.b);
    this.#entered.a.add(trees.a.root.identity);
    this.#entered.b.add(trees.b.root.identity);
  }

  async list({ path, a, b }: Folders): Promise<PairedEntry[]> {
    throwIfStopped(this.#options.signal);
    const [inA, inB] = [await this.#entriesOf('a', path, a), await this.#entriesOf('b', path, b)];
    return pairedNames(inA, inB, this.#folds).map(({ name, ...pair }) => ({
      path: `${path}/${name}`,
      ...pair,
    }));
  }

  async #entriesOf(
    side: SideName,
    path: string,
    folder: VolumeEntry | undefined,
  ): Promise<Map<string, VolumeEntry>> {
    const found = new Map<string, VolumeEntry>();
    if (!folder) return found;
    const { signal, onBroken, onTwin } = this.#options;
    try {
      for await (const some of batchesOf(this.#trees[side], folder)) {
        throwIfStopped(signal);
        this.#count(side, some.length);
        for (const entry of some)
          if (found.has(entry.name)) onTwin();
          else found.set(entry.name, entry);
      }
    } catch (error) {
      if (!(error instanceof Failure) || !BROKEN.includes(error.code)) throw error;
      onBroken(side, path);
    }
    return found;
  }

  #count(side: SideName, entries: number): void {
    this.#entries[side] += entries;
    if (this.#entries[side] > MOST_ENTRIES)
      throw sourceDamaged(this.#options.names[side], { reason: 'too-many-entries', most: MOST_ENTRIES });
  }

  /** The folders at a path, those that are not entered left out: met before, or too deep. */
  foldersOf({ path, a, b }: PairedEntry, level: number): Folders | undefined {
    const [inA, inB] = [this.#enterable('a', path, a, level), this.#enterable('b', path, b, level)];
    return inA || inB ? { path, level, a: inA, b: inB } : undefined;
  }

  #enterable(
    side: SideName,
    path: string,
    entry: VolumeEntry | undefined,
    level: number,
  ): VolumeEntry | undefined {
    if (entry?.type !== 'dir') return undefined;
    const entered = this.#entered[side];
    if (level > DEEPEST_LEVEL || entered.has(entry.identity)) {
      this.#options.onBroken(side, path);
      return undefined;
    }
    entered.add(entry.identity);
    return entry;
  }
}
