import { lstatSync, readdirSync } from 'node:fs';
import { present } from '../../contract/failure/present.ts';
import { bytePath, fsPath, joinBytes } from '../../host/files/fs-path.ts';
import type { EntryStats } from './entry-facts.ts';

/** What a folder held when it was listed: names (byte strings) in order, and what the system says of each. */
export interface FolderListing {
  readonly names: readonly string[];
  /** Undefined where the system has to be asked again: there was an error, which only then has a meaning. */
  statsOf(index: number): EntryStats | undefined;
}

/** Lists folders beside the thread that asks. An answer is missing where a folder could not be listed. */
export interface Lister {
  list(paths: readonly string[]): Promise<readonly (FolderListing | undefined)[]>;
}

/** A listing as it crosses from a worker. */
export interface ListedColumns {
  /** Joined by NUL; '' for an empty folder. */
  readonly names: string;
  /** `COLUMNS` numbers for each name; all zero where there was an error. */
  readonly facts: Float64Array<ArrayBuffer>;
}

const COLUMNS = 10;
const onWindows = process.platform === 'win32';

/** Names in a folder as byte strings, in order. Throws the system's error. */
export function namesIn(path: string): string[] {
  const names = readdirSync(fsPath(path), { encoding: onWindows ? 'utf8' : 'latin1' });
  return (onWindows ? names.map(bytePath) : names).sort(byCodeUnits);
}

/** Byte strings: the order of code units is the order of bytes. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Lists a folder with synchronous calls; undefined when it cannot be read. */
export function listColumns(path: string): ListedColumns | undefined {
  try {
    const names = namesIn(path);
    const facts = new Float64Array(COLUMNS * names.length);
    names.forEach((name, index) => void putFacts(facts, COLUMNS * index, joinBytes(path, name)));
    return { names: names.join('\0'), facts };
  } catch {
    return undefined;
  }
}

function putFacts(facts: Float64Array, at: number, path: string): void {
  try {
    const stats = lstatSync(fsPath(path), { throwIfNoEntry: false });
    if (!stats) return;
    facts[at] = stats.mode;
    facts[at + 1] = stats.uid;
    facts[at + 2] = stats.gid;
    facts[at + 3] = stats.mtimeMs;
    facts[at + 4] = stats.size;
    facts[at + 5] = stats.nlink;
    facts[at + 6] = stats.dev;
    facts[at + 7] = stats.ino;
    facts[at + 8] = stats.rdev;
    facts[at + 9] = stats.ctimeMs;
  } catch {
    // Left at zero: whoever needs the entry asks again and meets the error.
  }
}

/** The listing that columns stand for. Nothing is unpacked before it is asked for: many listings wait for their turn. */
export function listingOf({ names, facts }: ListedColumns): FolderListing {
  return {
    get names() {
      return names === '' ? [] : names.split('\0');
    },
    statsOf(index) {
      const at = COLUMNS * index;
      if (facts[at] === 0) return undefined;
      return {
        mode: present(facts[at]),
        uid: present(facts[at + 1]),
        gid: present(facts[at + 2]),
        mtimeMs: present(facts[at + 3]),
        size: present(facts[at + 4]),
        nlink: present(facts[at + 5]),
        dev: present(facts[at + 6]),
        ino: present(facts[at + 7]),
        rdev: present(facts[at + 8]),
        ctimeMs: present(facts[at + 9]),
      };
    },
  };
}
