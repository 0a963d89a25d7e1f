import { joinBytes } from '../../host/files/fs-path.ts';
import type { FolderListing, Lister } from './listing.ts';
import type { Tree } from './tree.ts';

/** Smaller folders are scanned before a worker has started. */
const FROM_ENTRIES = 2000;
/** Folders in one question. */
const FOLDERS_AT_ONCE = 16;
/** Folders asked for and not yet taken: what comes back waits in memory. */
const FOLDERS_AHEAD = 128;

type Coming = Promise<FolderListing | undefined>;

/** Has the folders that a scan will come to next listed in time. */
export class ScanAhead {
  readonly #tree: Tree;
  readonly #root: string;
  readonly #lister: Lister;
  readonly #coming = new Map<number, Coming>();
  #next = 0;

  /** @param root byte string */
  constructor(tree: Tree, root: string, lister: Lister) {
    this.#tree = tree;
    this.#root = root;
    this.#lister = lister;
  }

  /** What a folder holds; undefined when the scan had better look for itself. */
  async take(ordinal: number): Coming {
    if (this.#tree.count < FROM_ENTRIES) return undefined;
    this.#ask(ordinal);
    const listing = await this.#coming.get(ordinal);
    this.#coming.delete(ordinal);
    return listing;
  }

  #ask(ordinal: number): void {
    const { folders } = this.#tree;
    this.#next = Math.max(this.#next, ordinal);
    while (this.#coming.size < FOLDERS_AHEAD && this.#next < folders.length) {
      const some = folders.slice(this.#next, this.#next + FOLDERS_AT_ONCE);
      const answer = this.#lister.list(some.map((node) => this.#pathOf(node))).catch(() => []);
      some.forEach((_, index) => {
        this.#coming.set(
          this.#next + index,
          answer.then((listings) => listings[index]),
        );
      });
      this.#next += some.length;
    }
  }

  #pathOf(node: number): string {
    return joinBytes(this.#root, this.#tree.bytePathOf(node).slice(1));
  }
}
