import { present } from '../../../contract/failure/present.ts';
import { BACKUP_BOOT_SECTOR, FIRST_CLUSTER, fatBootSector, INFO_SECTOR, infoSector } from './boot-sector.ts';
import { ClusterAllocator, type ClusterRun, fatBytes } from './clusters.ts';
import { directoryBytes, directoryEntryCount } from './directory.ts';
import { DIRECTORY_ENTRY_BYTES } from './directory-entry.ts';
import { FAT_COPIES, FAT_SECTOR_BYTES, type FatGeometry, type FatType, fittingGeometry } from './geometry.ts';
import { type FatFile, type FatFolder, isFolder } from './tree.ts';

/** A FAT volume that is planned: its size is known, its bytes are told as runs; what no run covers is zero. */
export interface FatImage<C> {
  readonly sizeBytes: number;
  readonly type: FatType;
  /** `hiddenSectors` of 512 bytes lie before the volume on its disk. In order of place. */
  runs(hiddenSectors: number): readonly FatRun<C>[];
}

export type FatRun<C> = { readonly atByte: number; readonly lengthBytes: number } & (
  | { readonly bytes: Uint8Array }
  | { readonly content: C }
);

export interface FatOptions {
  /** Capitals, at most 11. */
  readonly label: string;
  readonly serial: number;
  /** Clusters that stay free at the least. */
  readonly spareClusters?: number;
  /** Exactly this geometry, for tests of the boundaries. */
  readonly geometry?: FatGeometry;
}

type Entry<C> = FatFolder<C> | FatFile<C>;

/** FAT12/16 keep room for as many root entries as mkfs does. */
const ROOT_ENTRIES = 512;
const SPARE_CLUSTERS = 32;

/** Plans a volume for a folder: each file in one run of clusters, folders before files. fatgen103. */
export function planFat<C>(root: FatFolder<C>, options: FatOptions): FatImage<C> {
  const entries = [...walk(root)];
  const sizes = entries.map((entry) => bytesIn(entry, entry === root));
  const need = (clusterBytes: number) =>
    sizes.reduce((sum, bytes) => sum + Math.ceil(bytes / clusterBytes), 0) +
    (options.spareClusters ?? SPARE_CLUSTERS);
  const rootCount = present(sizes[0]) / DIRECTORY_ENTRY_BYTES;
  const rootEntries = Math.max(ROOT_ENTRIES, Math.ceil(rootCount / 16) * 16);
  const geometry = options.geometry ?? fittingGeometry(need, rootEntries);
  const places = placesOf(root, entries, sizes, geometry);
  return {
    sizeBytes: geometry.totalSectors * FAT_SECTOR_BYTES,
    type: geometry.type,
    runs: (hiddenSectors) => runsOf(root, { geometry, places, options, hiddenSectors }),
  };
}

function* walk<C>(folder: FatFolder<C>): Generator<Entry<C>> {
  yield folder;
  for (const entry of folder.entries) if (isFolder(entry)) yield* walk(entry);
  for (const entry of folder.entries) if (!isFolder(entry)) yield entry;
}

/** Counted once an entry: the names of a folder are many. */
function bytesIn<C>(entry: Entry<C>, isRoot: boolean): number {
  return isFolder(entry) ? directoryEntryCount(entry, isRoot) * DIRECTORY_ENTRY_BYTES : entry.sizeBytes;
}

type Places<C> = ReadonlyMap<Entry<C>, ClusterRun>;

/** On FAT12 and FAT16 the root has a place of its own. */
function placesOf<C>(
  root: FatFolder<C>,
  entries: readonly Entry<C>[],
  sizes: readonly number[],
  geometry: FatGeometry,
): Places<C> {
  const allocator = new ClusterAllocator();
  const clusterBytes = geometry.sectorsPerCluster * FAT_SECTOR_BYTES;
  const places = new Map<Entry<C>, ClusterRun>();
  for (const [i, entry] of entries.entries()) {
    const isFixedRoot = entry === root && geometry.type !== 32;
    const count = Math.ceil(present(sizes[i]) / clusterBytes);
    places.set(entry, allocator.take(isFixedRoot ? 0 : count));
  }
  if (allocator.next - FIRST_CLUSTER > geometry.clusters) throw new RangeError('volume-too-small');
  return places;
}

interface RunContext<C> {
  readonly geometry: FatGeometry;
  readonly places: Places<C>;
  readonly options: FatOptions;
  readonly hiddenSectors: number;
}

function runsOf<C>(root: FatFolder<C>, context: RunContext<C>): FatRun<C>[] {
  const runs: FatRun<C>[] = [...reservedRuns(context), ...tableRuns(context)];
  folderRuns(root, undefined, context, runs);
  return runs.sort((a, b) => a.atByte - b.atByte);
}

function reservedRuns<C>({ geometry, places, options, hiddenSectors }: RunContext<C>): FatRun<C>[] {
  const boot = fatBootSector(geometry, { serial: options.serial, label: labelBytes(options), hiddenSectors });
  if (geometry.type !== 32) return [memory(0, boot)];
  const used = [...places.values()].reduce((sum, { count }) => sum + count, 0);
  const info = infoSector.encode({
    freeClusters: geometry.clusters - used,
    nextFree: FIRST_CLUSTER + used,
  });
  return [0, BACKUP_BOOT_SECTOR].flatMap((sector) => [
    memory(sector * FAT_SECTOR_BYTES, boot),
    memory((sector + INFO_SECTOR) * FAT_SECTOR_BYTES, info),
  ]);
}

function tableRuns<C>({ geometry, places }: RunContext<C>): FatRun<C>[] {
  const bytes = fatBytes(geometry, [...places.values()]);
  return Array.from({ length: FAT_COPIES }, (_, copy) =>
    memory((geometry.reservedSectors + copy * geometry.fatSectors) * FAT_SECTOR_BYTES, bytes),
  );
}

/** Without `cluster` the folder is the root. */
function folderRuns<C>(
  folder: FatFolder<C>,
  cluster: { readonly own: number; readonly parent: number } | undefined,
  context: RunContext<C>,
  runs: FatRun<C>[],
): void {
  const { places, geometry, options } = context;
  const bytes = directoryBytes(folder, {
    clusterOf: (entry) => present(places.get(entry)).first,
    ownCluster: cluster?.own ?? 0,
    parentCluster: cluster?.parent ?? 0,
    ...(cluster ? {} : { label: labelBytes(options) }),
  });
  runs.push(memory(cluster ? clusterByte(geometry, cluster.own) : rootByte(geometry), bytes));
  for (const entry of folder.entries) {
    const { first } = present(places.get(entry));
    // The root is cluster 0 to its subfolders, on FAT32 too.
    if (isFolder(entry)) folderRuns(entry, { own: first, parent: cluster?.own ?? 0 }, context, runs);
    else if (entry.sizeBytes > 0) runs.push(fileRun(entry, clusterByte(geometry, first)));
  }
}

function fileRun<C>({ content, sizeBytes }: FatFile<C>, atByte: number): FatRun<C> {
  if (content instanceof Uint8Array) return memory(atByte, content);
  return { atByte, lengthBytes: sizeBytes, content };
}

function memory<C>(atByte: number, bytes: Uint8Array): FatRun<C> {
  return { atByte, lengthBytes: bytes.length, bytes };
}

function rootByte({ type, rootSector, dataSector }: FatGeometry): number {
  return (type === 32 ? dataSector : rootSector) * FAT_SECTOR_BYTES;
}

function clusterByte({ dataSector, sectorsPerCluster }: FatGeometry, cluster: number): number {
  return (dataSector + (cluster - FIRST_CLUSTER) * sectorsPerCluster) * FAT_SECTOR_BYTES;
}

function labelBytes({ label }: FatOptions): Uint8Array {
  return Uint8Array.from(label.padEnd(11).slice(0, 11), (letter) => letter.charCodeAt(0));
}
