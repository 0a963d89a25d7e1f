import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Loss } from '../jobs/events.ts';
import { Failure } from '../ports/failure.ts';
import type { Lister } from './listing.ts';
import { Scanner, type ScanOptions } from './scanner.ts';
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
  /** Entries that patterns left out. */
  readonly excluded: number;
}

/** The calls are synchronous (ten times quicker than promises), in turns this long. */
const TURN_MS = 12;
const REPORT_EVERY_MS = 100;

/**
 * Reads a folder into a tree, level by level; the order of the directory does not matter.
 *
 * @throws Failure `source-missing`, `source-unreadable` for the folder itself, `stopped`
 */
export async function scanFolder(
  folder: string,
  options: ScanOptions,
  progress: ScanProgress,
): Promise<Scan> {
  const scanner = new Scanner(folder, options);
  const tell = setInterval(() => progress.onEntries(scanner.tree.count), REPORT_EVERY_MS);
  try {
    await walk(scanner, progress);
  } finally {
    clearInterval(tell);
  }
  progress.onEntries(scanner.tree.count);
  return { tree: scanner.tree, losses: scanner.losses, excluded: scanner.excluded };
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

/** @throws Failure `stopped` */
export function throwIfStopped(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw signal.reason instanceof Failure ? signal.reason : new Failure('stopped', { by: 'person' });
}
