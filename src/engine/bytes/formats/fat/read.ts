import type { ByteRange } from '../../../contract/ports/byte-range.ts';
import { joined } from '../../codec/joined.ts';
import type { ReadAt } from '../../ranges/bytes-of.ts';
import { FIRST_CLUSTER } from './boot-sector.ts';
import { fatEntry } from './clusters.ts';
import { type ChainPlace, followChain } from './follow-chain.ts';
import type { FatType } from './geometry.ts';
import { entriesIn, type FatEntry } from './read-entries.ts';
import { type FatPlaces, fatPlacesIn } from './read-geometry.ts';

export type { FatEntry } from './read-entries.ts';

/** Where a file begins, and how long it is. */
type FatExtent = Pick<FatEntry, 'firstCluster' | 'sizeBytes'>;

/** A FAT volume that is read. */
export interface FatVolume {
  readonly type: FatType;
  readonly sizeBytes: number;
  /** Names differ in case only for people. */
  list(path: string): Promise<readonly FatEntry[] | undefined>;
  /** Where the clusters of a file or folder lie, in order, those that follow each other together. */
  runs(entry: Pick<FatEntry, 'firstCluster'>): readonly ByteRange[];
  /** Clusters that the table calls free, those that follow each other together. What of the table was not read speaks of none. */
  free(): Generator<ByteRange>;
  /** Where the last cluster of a file ends, counted from the beginning of the volume; 0 for a file of nothing. */
  endOf(entry: FatExtent): number;
}

const LARGEST_FOLDER_BYTES = 2 << 20;
const LARGEST_TABLE_BYTES = 4 << 20;

/** How large a volume says it is, by its boot sector; undefined when it is none. */
export function fatSizeBytes(boot: Uint8Array): number | undefined {
  const jumps = boot[0] === 0xeb || boot[0] === 0xe9;
  return jumps && boot.length >= 512 ? fatPlacesIn(boot.subarray(0, 512))?.sizeBytes : undefined;
}

/**
 * Opens a volume for a look at a few of its files; nothing when the bytes are none. Memory and time are bounded whatever the bytes
 * say. All its files lists the `Volume` of `read/browse/fat`.
 */
export async function readFat(read: ReadAt): Promise<FatVolume | undefined> {
  const boot = await read(0, 512);
  const found = boot.length === 512 ? fatPlacesIn(boot) : undefined;
  if (!found) return undefined;
  const geometry = found;
  const { fatByte, fatBytes } = geometry;
  const table = await read(fatByte, Math.min(fatBytes, LARGEST_TABLE_BYTES));
  const readChain = (cluster: number) => chain(read, geometry, table, cluster);
  const root = () =>
    geometry.type === 32 ? readChain(geometry.rootCluster) : read(geometry.rootByte, geometry.rootBytes);
  const entriesOf = (bytes: Uint8Array) => entriesIn(bytes, geometry.type);
  return {
    type: geometry.type,
    sizeBytes: geometry.sizeBytes,
    async list(path) {
      let entries = entriesOf(await root());
      for (const name of path.split('/').filter(Boolean)) {
        const next = entries.find(
          (entry) => entry.isFolder && entry.name.toLowerCase() === name.toLowerCase(),
        );
        if (!next) return undefined;
        entries = entriesOf(await readChain(next.firstCluster));
      }
      return entries;
    },
    runs: ({ firstCluster }) => runsOf(geometry, table, firstCluster),
    free: () => freeClusters(geometry, table),
    endOf: (entry) => endOfChain(geometry, table, entry),
  };
}

/** Clusters of the longest chain that the part of the table that was read can tell of: a longer one leads in a circle. */
function longestChain({ type, clusters }: FatPlaces, table: Uint8Array): number {
  return Math.min(clusters, Math.floor((table.length * 8) / type) + 1);
}

function follow(
  { type, clusters }: FatPlaces,
  table: Uint8Array,
  place: ChainPlace,
  visit: (cluster: number) => void,
): void {
  followChain(place, { clusters, entryOf: (cluster) => fatEntry(table, type, cluster) }, visit);
}

function runsOf(
  geometry: FatPlaces,
  table: Uint8Array,
  first: number,
  left = longestChain(geometry, table),
): ByteRange[] {
  const { clusterBytes, dataByte } = geometry;
  const runs: ByteRange[] = [];
  follow(geometry, table, { cluster: first, left }, (cluster) => {
    const atByte = dataByte + (cluster - FIRST_CLUSTER) * clusterBytes;
    const last = runs.at(-1);
    if (last && last.atByte + last.lengthBytes === atByte)
      runs[runs.length - 1] = { atByte: last.atByte, lengthBytes: last.lengthBytes + clusterBytes };
    else runs.push({ atByte, lengthBytes: clusterBytes });
  });
  return runs;
}

function* freeClusters(
  { type, clusters, clusterBytes, dataByte }: FatPlaces,
  table: Uint8Array,
): Generator<ByteRange> {
  const told = Math.min(clusters + FIRST_CLUSTER, Math.floor((table.length * 8) / type));
  const byteOf = (cluster: number): number => dataByte + (cluster - FIRST_CLUSTER) * clusterBytes;
  let first: number | undefined;
  for (let cluster = FIRST_CLUSTER; cluster <= told; cluster++) {
    const isFree = cluster < told && fatEntry(table, type, cluster) === 0;
    if (isFree) first ??= cluster;
    else if (first !== undefined) {
      yield { atByte: byteOf(first), lengthBytes: (cluster - first) * clusterBytes };
      first = undefined;
    }
  }
}

/** The bytes of a folder. */
async function chain(
  read: ReadAt,
  geometry: FatPlaces,
  table: Uint8Array,
  first: number,
): Promise<Uint8Array> {
  const most = Math.ceil(LARGEST_FOLDER_BYTES / geometry.clusterBytes);
  const parts: Uint8Array[] = [];
  for (const { atByte, lengthBytes } of runsOf(geometry, table, first, most))
    parts.push(await read(atByte, lengthBytes));
  return joined(parts);
}

/** No further than the file is long. */
function endOfChain(geometry: FatPlaces, table: Uint8Array, { firstCluster, sizeBytes }: FatExtent): number {
  const { clusterBytes, dataByte } = geometry;
  const left = Math.min(Math.ceil(sizeBytes / clusterBytes), longestChain(geometry, table));
  let last = 0;
  follow(geometry, table, { cluster: firstCluster, left }, (cluster) => {
    last = Math.max(last, cluster);
  });
  return last === 0 ? 0 : dataByte + (last - FIRST_CLUSTER + 1) * clusterBytes;
}
