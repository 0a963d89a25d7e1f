import { FIRST_CLUSTER } from '../../bytes/formats/fat/boot-sector.ts';
import { lastNotBehind } from '../../bytes/ranges/search.ts';
import { present } from '../../contract/failure/present.ts';
import { countInSteps, type Steps } from '../tree/cooperative.ts';
import type { VolumeTree } from './volume-tree.ts';

/** Where each row of a tree lies: one run of clusters each, one behind the other. */
export interface ClusterPlaces {
  /** By row: the first cluster; 0 for an empty file, and for a root that has a place of its own. */
  readonly first: Uint32Array;
  /** By row. */
  readonly clusters: Uint32Array;
  /** Rows that have clusters, in the order of these. */
  readonly rows: Uint32Array;
  /** The first cluster that is free. */
  readonly next: number;
}

export interface PlacingRules {
  readonly clusterBytes: number;
  /** Those before it belong to the volume itself. */
  readonly firstCluster?: number;
  /** The root has a place of its own. */
  readonly isRootFixed?: boolean;
  /** @throws FolderTooFull */
  folderBytes(row: number): number;
}

/** Files that seldom change: in front of all others, they stay where they are when a small one grows. */
const LARGE_FILE_BYTES = 4 << 20;

/** @throws FolderTooFull for a folder with more entries than the file system counts */
export function* placeRows(tree: VolumeTree, rules: PlacingRules): Steps<ClusterPlaces> {
  const first = new Uint32Array(tree.count);
  const clusters = new Uint32Array(tree.count);
  const rows = new Uint32Array(tree.count);
  let used = 0;
  let next = rules.firstCluster ?? FIRST_CLUSTER;
  yield* countInSteps(tree.count, (row) => {
    const bytes = tree.isFolder(row) ? rules.folderBytes(row) : tree.sizeOf(row);
    clusters[row] = row === 0 && rules.isRootFixed ? 0 : Math.ceil(bytes / rules.clusterBytes);
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

/** A folder with more entries than the file system counts. */
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
