import type { SideName } from '../../contract/events/comparison.ts';
import { isFailure } from '../../contract/failure/failure.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import { throwIfStopped } from '../../contract/failure/stopped.ts';
import { batchesOf } from '../browse/batches.ts';
import { isDamage } from '../browse/damage.ts';
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

/** What a folder holds; of a broken one, some of it: what is missing there may be there. */
interface Listed {
  readonly entries: ReadonlyMap<string, VolumeEntry>;
  readonly isBroken: boolean;
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
    return pairedNames(inA.entries, inB.entries, this.#folds)
      .filter((pair) => (pair.a || !inA.isBroken) && (pair.b || !inB.isBroken))
      .map(({ name, ...pair }) => ({ path: `${path}/${name}`, ...pair }));
  }

  async #entriesOf(side: SideName, path: string, folder: VolumeEntry | undefined): Promise<Listed> {
    const entries = new Map<string, VolumeEntry>();
    if (!folder) return { entries, isBroken: false };
    const { signal, onBroken, onTwin } = this.#options;
    try {
      for await (const some of batchesOf(this.#trees[side], folder)) {
        throwIfStopped(signal);
        this.#count(side, some.length);
        for (const entry of some)
          if (entries.has(entry.name)) onTwin();
          else entries.set(entry.name, entry);
      }
      return { entries, isBroken: false };
    } catch (error) {
      // A folder that cannot be read is damage of that folder.
      if (!isDamage(error) && !isFailure(error, 'file-system-unsupported')) throw error;
      onBroken(side, path);
      return { entries, isBroken: true };
    }
  }

  #count(side: SideName, entries: number): void {
    this.#entries[side] += entries;
    if (this.#entries[side] > MOST_ENTRIES)
      throw sourceDamaged(this.#options.names[side], { reason: 'too-many-entries', most: MOST_ENTRIES });
  }

  /** The folders at a path; none where one of them is not entered: met before, or too deep. */
  foldersOf({ path, a, b }: PairedEntry, level: number): Folders | undefined {
    const inA = a?.type === 'dir' ? a : undefined;
    const inB = b?.type === 'dir' ? b : undefined;
    if (!inA && !inB) return undefined;
    const isOpen = this.#enters('a', path, inA, level) && this.#enters('b', path, inB, level);
    return isOpen ? { path, level, a: inA, b: inB } : undefined;
  }

  #enters(side: SideName, path: string, folder: VolumeEntry | undefined, level: number): boolean {
    if (!folder) return true;
    const entered = this.#entered[side];
    if (level <= DEEPEST_LEVEL && !entered.has(folder.identity)) {
      entered.add(folder.identity);
      return true;
    }
    this.#options.onBroken(side, path);
    return false;
  }
}
