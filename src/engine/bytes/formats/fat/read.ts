import { present } from '../../../contract/failure/present.ts';
import type { ByteRange } from '../../../contract/ports/byte-range.ts';
import { joined } from '../../codec/joined.ts';
import { readUtf16le } from '../../codec/utf16.ts';
import type { ReadAt } from '../../ranges/bytes-of.ts';
import { bootSector16, bootSector32, FIRST_CLUSTER } from './boot-sector.ts';
import { fatEntry } from './clusters.ts';
import {
  ATTRIBUTE_FOLDER,
  ATTRIBUTE_VOLUME_LABEL,
  ATTRIBUTES_LONG_NAME,
  DIRECTORY_ENTRY_BYTES,
  shortEntry,
} from './directory-entry.ts';
import { type FatType, fatTypeOf } from './geometry.ts';

export interface FatEntry {
  readonly name: string;
  /** As systems show it: short names may be marked to be in small letters. */
  readonly shown: string;
  readonly isFolder: boolean;
  readonly firstCluster: number;
  readonly sizeBytes: number;
}

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
  endOf(entry: FatEntry): number;
}

const LARGEST_FOLDER_BYTES = 2 << 20;
const LARGEST_TABLE_BYTES = 4 << 20;
/** Windows NT and Linux mark here which part of a short name is in small letters. */
const CASE_MARKS_BYTE = 12;
const SMALL_BASE = 0x08;
const SMALL_EXTENSION = 0x10;

interface Geometry {
  readonly type: FatType;
  readonly clusterBytes: number;
  readonly clusters: number;
  readonly rootByte: number;
  readonly rootBytes: number;
  readonly dataByte: number;
  readonly rootCluster: number;
  readonly sizeBytes: number;
}

/** How large a volume says it is, by its boot sector; undefined when it is none. */
export function fatSizeBytes(boot: Uint8Array): number | undefined {
  const jumps = boot[0] === 0xeb || boot[0] === 0xe9;
  return jumps && boot.length >= 512 ? geometryOf(boot.subarray(0, 512))?.sizeBytes : undefined;
}

/** Opens a volume; nothing when the bytes are none. Memory and time are bounded whatever the bytes say. */
export async function readFat(read: ReadAt): Promise<FatVolume | undefined> {
  const boot = await read(0, 512);
  const found = boot.length === 512 ? geometryOf(boot) : undefined;
  if (!found) return undefined;
  const { fatByte, fatBytes, ...geometry } = found;
  const table = await read(fatByte, Math.min(fatBytes, LARGEST_TABLE_BYTES));
  const readChain = (cluster: number) => chain(read, geometry, table, cluster);
  const root = () =>
    geometry.type === 32 ? readChain(geometry.rootCluster) : read(geometry.rootByte, geometry.rootBytes);
  return {
    type: geometry.type,
    sizeBytes: geometry.sizeBytes,
    async list(path) {
      let entries = entriesIn(await root());
      for (const name of path.split('/').filter(Boolean)) {
        const next = entries.find(
          (entry) => entry.isFolder && entry.name.toLowerCase() === name.toLowerCase(),
        );
        if (!next) return undefined;
        entries = entriesIn(await readChain(next.firstCluster));
      }
      return entries;
    },
    runs: ({ firstCluster }) => runsOf(geometry, table, firstCluster),
    free: () => freeClusters(geometry, table),
    endOf: (entry) => endOfChain(geometry, table, entry),
  };
}

/** Clusters of the longest chain that the part of the table that was read can tell of: a longer one leads in a circle. */
function longestChain({ type, clusters }: Geometry, table: Uint8Array): number {
  return Math.min(clusters, Math.floor((table.length * 8) / type) + 1);
}

function runsOf(geometry: Geometry, table: Uint8Array, first: number) {
  const { clusterBytes, clusters, dataByte, type } = geometry;
  const runs: ByteRange[] = [];
  let cluster = first;
  for (let left = longestChain(geometry, table); left > 0; left--) {
    if (cluster < FIRST_CLUSTER || cluster >= clusters + FIRST_CLUSTER) break;
    const atByte = dataByte + (cluster - FIRST_CLUSTER) * clusterBytes;
    const last = runs.at(-1);
    if (last && last.atByte + last.lengthBytes === atByte)
      runs[runs.length - 1] = { atByte: last.atByte, lengthBytes: last.lengthBytes + clusterBytes };
    else runs.push({ atByte, lengthBytes: clusterBytes });
    cluster = fatEntry(table, type, cluster);
  }
  return runs;
}

function* freeClusters(
  { type, clusters, clusterBytes, dataByte }: Geometry,
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

function geometryOf(boot: Uint8Array) {
  const b = bootSector16.decode(boot, { onNote: () => {} });
  const isPower = (value: number) => value > 0 && (value & (value - 1)) === 0;
  if (!isPower(b.sectorBytes) || b.sectorBytes < 512 || b.sectorBytes > 4096) return undefined;
  if (!isPower(b.sectorsPerCluster) || b.fatCopies === 0 || b.reservedSectors === 0) return undefined;
  const wide = bootSector32.decode(boot, { onNote: () => {} });
  const fatSectors = b.fatSectors16 || wide.fatSectors32;
  const totalSectors = b.totalSectors16 || b.totalSectors32;
  const rootSectors = Math.ceil((b.rootEntries * DIRECTORY_ENTRY_BYTES) / b.sectorBytes);
  const rootSector = b.reservedSectors + b.fatCopies * fatSectors;
  const clusters = Math.floor((totalSectors - rootSector - rootSectors) / b.sectorsPerCluster);
  if (clusters < 1 || fatSectors === 0) return undefined;
  return {
    type: fatTypeOf(clusters),
    clusters,
    clusterBytes: b.sectorsPerCluster * b.sectorBytes,
    fatByte: b.reservedSectors * b.sectorBytes,
    fatBytes: fatSectors * b.sectorBytes,
    rootByte: rootSector * b.sectorBytes,
    rootBytes: rootSectors * b.sectorBytes,
    dataByte: (rootSector + rootSectors) * b.sectorBytes,
    rootCluster: wide.rootCluster,
    sizeBytes: totalSectors * b.sectorBytes,
  };
}

async function chain(
  read: ReadAt,
  geometry: Geometry,
  table: Uint8Array,
  first: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const { clusterBytes, clusters, dataByte, type } = geometry;
  const most = Math.ceil(LARGEST_FOLDER_BYTES / clusterBytes);
  let cluster = first;
  while (cluster >= FIRST_CLUSTER && cluster < clusters + FIRST_CLUSTER && parts.length < most) {
    parts.push(await read(dataByte + (cluster - FIRST_CLUSTER) * clusterBytes, clusterBytes));
    cluster = fatEntry(table, type, cluster);
  }
  return joined(parts);
}

/** No further than the file is long. */
function endOfChain(geometry: Geometry, table: Uint8Array, { firstCluster, sizeBytes }: FatEntry): number {
  const { clusterBytes, clusters, dataByte, type } = geometry;
  let cluster = firstCluster;
  let last = 0;
  const most = Math.min(Math.ceil(sizeBytes / clusterBytes), longestChain(geometry, table));
  for (let left = most; left > 0; left--) {
    if (cluster < FIRST_CLUSTER || cluster >= clusters + FIRST_CLUSTER) break;
    last = Math.max(last, cluster);
    cluster = fatEntry(table, type, cluster);
  }
  return last === 0 ? 0 : dataByte + (last - FIRST_CLUSTER + 1) * clusterBytes;
}

function entriesIn(bytes: Uint8Array): FatEntry[] {
  const entries: FatEntry[] = [];
  let long = '';
  for (
    let at = 0;
    at + DIRECTORY_ENTRY_BYTES <= bytes.length && bytes[at] !== 0;
    at += DIRECTORY_ENTRY_BYTES
  ) {
    if (bytes[at] === 0xe5) continue;
    const attributes = present(bytes[at + 11]);
    if ((attributes & 0x3f) === ATTRIBUTES_LONG_NAME) {
      long = longPart(bytes.subarray(at, at + DIRECTORY_ENTRY_BYTES)) + long;
      continue;
    }
    if ((attributes & ATTRIBUTE_VOLUME_LABEL) === 0) entries.push(entryAt(bytes, at, long));
    long = '';
  }
  return entries;
}

function longPart(bytes: Uint8Array): string {
  const units = [bytes.subarray(1, 11), bytes.subarray(14, 26), bytes.subarray(28, 32)];
  return units
    .map(readUtf16le)
    .join('')
    .replace(/[\0\uffff][\s\S]*$/, '');
}

const joinedName = (base: string, extension: string) => (extension ? `${base}.${extension}` : base);

function entryAt(bytes: Uint8Array, atByte: number, long: string): FatEntry {
  const entry = shortEntry.decode(bytes, { atByte, onNote: () => {} });
  const text = String.fromCharCode(...entry.name);
  const base = text.slice(0, 8).trimEnd();
  const extension = text.slice(8).trimEnd();
  const marks = bytes[atByte + CASE_MARKS_BYTE] ?? 0;
  const small = (part: string, mark: number) => ((marks & mark) === 0 ? part : part.toLowerCase());
  return {
    name: long || joinedName(base, extension),
    shown: long || joinedName(small(base, SMALL_BASE), small(extension, SMALL_EXTENSION)),
    isFolder: (entry.attributes & ATTRIBUTE_FOLDER) !== 0,
    firstCluster: entry.clusterHigh * 0x10000 + entry.clusterLow,
    sizeBytes: entry.sizeBytes,
  };
}
