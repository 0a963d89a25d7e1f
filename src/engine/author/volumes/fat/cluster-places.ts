import { FIRST_CLUSTER } from '../../../bytes/formats/fat/boot-sector.ts';
import { DIRECTORY_ENTRY_BYTES } from '../../../bytes/formats/fat/directory-entry.ts';
import { entriesOfName } from '../../../bytes/formats/fat/names.ts';
import { lastNotBehind } from '../../../bytes/ranges/search.ts';
import { present } from '../../../contract/failure/present.ts';
import { countInSteps, type Steps } from '../../tree/cooperative.ts';
import type { VolumeTree } from '../volume-tree.ts';

/** Where each row of a tree lies: one run of clusters each, one behind the other from cluster 2 on. */
export interface ClusterPlaces {
  /** By row: the first cluster; 0 for an empty file. */
  readonly first: Uint32Array;
  /** By row. */
  readonly clusters: Uint32Array;
  /** Rows that have clusters, in the order of these. */
  readonly rows: Uint32Array;
  /** The first cluster that is free. */
  readonly next: number;
}

/** A folder ends here: 2 MiB of entries. fatgen103 "FAT directory structure". */
const MOST_FOLDER_ENTRIES = 65_536;
/** Files that seldom change: in front of all others, they stay where they are when a small one grows. */
const LARGE_FILE_BYTES = 4 << 20;

/** @throws RangeError `folder-too-full`, with the path, for a folder with more entries than FAT counts */
export function* placeRows(tree: VolumeTree, clusterBytes: number): Steps<ClusterPlaces> {
  const first = new Uint32Array(tree.count);
  const clusters = new Uint32Array(tree.count);
  const rows = new Uint32Array(tree.count);
  let used = 0;
  let next = FIRST_CLUSTER;
  yield* countInSteps(tree.count, (row) => {
    const bytes = tree.isFolder(row) ? folderBytes(tree, row) : tree.sizeOf(row);
    clusters[row] = Math.ceil(bytes / clusterBytes);
  });
  const put = (row: number): void => {
    const count = present(clusters[row]);
    if (count === 0) return;
    first[row] = next;
    next += count;
    rows[used++] = row;
  };
  put(0);
  const isLarge = (row: number) => !tree.isFolder(row) && tree.sizeOf(row) >= LARGE_FILE_BYTES;
  for (const isTurn of [isLarge, (row: number) => tree.isFolder(row), () => true])
    yield* countInSteps(tree.count, (row) => {
      if (row > 0 && first[row] === 0 && isTurn(row)) put(row);
    });
  return { first, clusters, rows: rows.slice(0, used), next };
}

/** With `.` and `..`, or the volume label. */
function folderBytes(tree: VolumeTree, row: number): number {
  const from = tree.firstChildOf(row);
  let entries = row === 0 ? 1 : 2;
  for (let child = from; child < from + tree.childCountOf(row); child++)
    entries += entriesOfName(tree.nameOf(child));
  if (entries > MOST_FOLDER_ENTRIES) throw new FolderTooFull(tree.pathOf(row), entries);
  return Math.max(1, entries) * DIRECTORY_ENTRY_BYTES;
}

/** A folder with more entries than FAT counts. */
export class FolderTooFull extends RangeError {
  readonly path: string;
  readonly entries: number;

  constructor(path: string, entries: number) {
    super('folder-too-full');
    this.path = path;
    this.entries = entries;
  }
}

/** Index in `rows` of the last one that begins at or before a cluster. */
export function indexAt({ rows, first }: ClusterPlaces, cluster: number): number {
  return lastNotBehind(rows.length, (index) => present(first[present(rows[index])]) > cluster);
}
