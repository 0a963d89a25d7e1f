import { textOfBytes } from '../../../bytes/codec/byte-text.ts';
import type { PlacedEntry } from '../../browse/volume.ts';
import type { Branch } from './name-paths.ts';

/** Finds wanted names among the entries of a folder, and keeps nothing of all others. */
export class NameMatcher {
  readonly #exact: ReadonlyMap<string, Branch>;
  /** By their names in lower case; empty when a name must be met letter by letter. */
  readonly #loose: ReadonlyMap<string, readonly Branch[]>;
  readonly #found = new Map<Branch, PlacedEntry>();
  readonly #similar = new Map<Branch, PlacedEntry | 'several'>();

  constructor(wanted: readonly Branch[], isExact: boolean) {
    this.#exact = new Map(wanted.map((branch) => [branch.name, branch]));
    this.#loose = Map.groupBy(isExact ? [] : wanted, ({ name }) => folded(name));
  }

  take(entry: PlacedEntry): void {
    const branch = this.#exact.get(entry.name);
    if (branch && !this.#found.has(branch)) this.#found.set(branch, entry);
    if (this.#loose.size === 0) return;
    for (const other of this.#loose.get(folded(entry.name)) ?? [])
      this.#similar.set(other, this.#similar.has(other) ? 'several' : entry);
  }

  /** An entry whose name has another case will do when there is no other. */
  get found(): ReadonlyMap<Branch, PlacedEntry> {
    for (const [branch, entry] of this.#similar)
      if (entry !== 'several' && !this.#found.has(branch)) this.#found.set(branch, entry);
    return this.#found;
  }
}

function folded(name: string): string {
  return textOfBytes(name).toLowerCase();
}
