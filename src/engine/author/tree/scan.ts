import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApartEntry } from '../../contract/events/apart.ts';
import type { Loss } from '../../contract/events/loss.ts';
import { throwIfStopped } from '../../contract/failure/stopped.ts';
import { TURN_MS, telling } from './cooperative.ts';
import type { Lister } from './listing.ts';
import type { ScanOptions } from './scan-options.ts';
import { Scanner } from './scanner.ts';
import type { Tree } from './tree.ts';

export interface ScanProgress {
  readonly signal: AbortSignal;
  readonly onEntries: (entries: number) => void;
  /** Lists folders of large trees on other cores. */
  readonly lister?: Lister;
}

export interface Scan {
  readonly tree: Tree;
  /** Entries that could not be read and are not, or only as empty folders, in the tree. */
  readonly losses: readonly Loss[];
  /** What is no part of the tree although no pattern says so. */
  readonly apart: readonly ApartEntry[];
  /** Entries that patterns left out. */
  readonly excluded: number;
}

/**
 * Reads a folder into a tree, level by level; the order of the directory does not matter. The calls are synchronous (ten
 * times quicker than promises), in turns.
 *
 * @throws Failure `source-missing`, `source-unreadable` for the folder itself, `stopped`
 */
export async function scanFolder(
  folder: string,
  options: ScanOptions,
  progress: ScanProgress,
): Promise<Scan> {
  const scanner = new Scanner(folder, options);
  const tell = (): void => progress.onEntries(scanner.tree.count);
  await telling(tell, walk(scanner, progress));
  tell();
  const { tree, losses, apart, excluded } = scanner;
  return { tree, losses, apart, excluded };
}

async function walk(scanner: Scanner, { lister, signal }: ScanProgress): Promise<void> {
  const ahead = lister && scanner.ahead(lister);
  let turnEndsAt = performance.now() + TURN_MS;
  for (let ordinal = 0; ordinal < scanner.tree.folders.length; ordinal++) {
    const listing = await ahead?.take(ordinal);
    throwIfStopped(signal);
    for (const _ of scanner.listFolder(ordinal, listing)) {
      if (performance.now() < turnEndsAt) continue;
      await nextTurn();
      throwIfStopped(signal);
      turnEndsAt = performance.now() + TURN_MS;
    }
  }
  throwIfStopped(signal);
}
