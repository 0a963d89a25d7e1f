import { FIRST_CLUSTER } from './boot-sector.ts';

/** A place in a chain of clusters. */
export interface ChainPlace {
  readonly cluster: number;
  /** Clusters that it is followed for, at most: damaged chains lead in circles. */
  readonly left: number;
}

export interface ChainTable {
  /** Clusters of the volume. */
  readonly clusters: number;
  /** The entry of a cluster: the next one, or a number that is none. Undefined where that part of the table is not at hand. */
  entryOf(cluster: number): number | undefined;
}

/**
 * Follows a chain of FAT or exFAT from cluster to cluster.
 *
 * @returns where to go on once that part of the table is at hand; undefined at the end. fatgen103 "FAT data structure"
 */
export function followChain(
  { cluster: first, left: most }: ChainPlace,
  { clusters, entryOf }: ChainTable,
  visit: (cluster: number) => void,
): ChainPlace | undefined {
  let cluster = first;
  for (let left = most; left > 0 && isCluster(cluster, clusters); left--) {
    const next = entryOf(cluster);
    if (next === undefined) return { cluster, left };
    visit(cluster);
    cluster = next;
  }
  return undefined;
}

/** Whether a volume of so many clusters has one of this number. */
export function isCluster(cluster: number, clusters: number): boolean {
  return cluster >= FIRST_CLUSTER && cluster < clusters + FIRST_CLUSTER;
}
