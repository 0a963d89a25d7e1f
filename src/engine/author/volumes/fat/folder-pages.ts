import { directoryBytes } from '../../../bytes/formats/fat/directory.ts';
import type { FatFile, FatFolder } from '../../../bytes/formats/fat/tree.ts';
import { present } from '../../../contract/failure/present.ts';
import type { VolumeTree } from '../volume-tree.ts';
import type { ClusterPlaces } from './cluster-places.ts';

type Entry = FatFolder<number> | FatFile<number>;

/** Bytes of folders that are kept: they are read a part at a time. */
const MOST_KEPT_BYTES = 8 << 20;

/** Folders of a FAT volume: each is made when it is read, and the last ones are kept. */
export class FolderPages {
  readonly #tree: VolumeTree;
  readonly #places: ClusterPlaces;
  readonly #label: Uint8Array;
  readonly #kept = new Map<number, Uint8Array>();
  #keptBytes = 0;

  /** @param label eleven bytes, for the root */
  constructor(tree: VolumeTree, places: ClusterPlaces, label: Uint8Array) {
    this.#tree = tree;
    this.#places = places;
    this.#label = label;
  }

  /** The entries of a folder; what lies behind them in its clusters is zeros. */
  bytesOf(row: number): Uint8Array {
    const kept = this.#kept.get(row);
    if (kept) return kept;
    const made = this.#make(row);
    this.#kept.set(row, made);
    this.#keptBytes += made.length;
    this.#forgetOldest(row);
    return made;
  }

  #forgetOldest(except: number): void {
    for (const [row, { length }] of this.#kept) {
      if (this.#keptBytes <= MOST_KEPT_BYTES) return;
      if (row === except) continue;
      this.#kept.delete(row);
      this.#keptBytes -= length;
    }
  }

  #make(row: number): Uint8Array {
    const rowOf = new Map<Entry, number>();
    const from = this.#tree.firstChildOf(row);
    const entries = Array.from({ length: this.#tree.childCountOf(row) }, (_, i) => {
      const entry = this.#entry(from + i);
      rowOf.set(entry, from + i);
      return entry;
    });
    const folder = { name: '', modifiedAt: this.#tree.secondsOf(row), entries };
    const parent = this.#tree.parentOf(row);
    return directoryBytes(folder, {
      clusterOf: (entry) => this.#clusterOf(present(rowOf.get(entry))),
      ownCluster: this.#clusterOf(row),
      // The root is cluster 0 to its subfolders, on FAT32 too.
      parentCluster: parent === 0 ? 0 : this.#clusterOf(parent),
      ...(row === 0 && { label: this.#label }),
    });
  }

  #entry(row: number): Entry {
    const name = this.#tree.nameOf(row);
    const modifiedAt = this.#tree.secondsOf(row);
    if (this.#tree.isFolder(row)) return { name, modifiedAt, entries: [] };
    return { name, modifiedAt, sizeBytes: this.#tree.sizeOf(row), content: row };
  }

  #clusterOf(row: number): number {
    return present(this.#places.first[row]);
  }
}
