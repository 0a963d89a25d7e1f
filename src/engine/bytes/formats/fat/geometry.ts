/** Sizes of a FAT volume in sectors. Microsoft FAT specification 1.03 (fatgen103). */
export interface FatGeometry {
  readonly type: FatType;
  readonly clusters: number;
  /** Absent: 512. */
  readonly sectorBytes?: number;
  readonly sectorsPerCluster: number;
  readonly reservedSectors: number;
  readonly fatSectors: number;
  readonly rootEntries: number;
  readonly totalSectors: number;
  /** First sector of the fixed root directory (FAT12, FAT16), else of cluster 2. */
  readonly rootSector: number;
  readonly dataSector: number;
}

export type FatType = 12 | 16 | 32;

export const FAT_SECTOR_BYTES = 512;
export const FAT_COPIES = 2;
const MAX_FAT12_CLUSTERS = 4084;
const MAX_FAT16_CLUSTERS = 65524;
const MAX_FAT32_CLUSTERS = 0x0ffffff4;
const DIRECTORY_ENTRY_BYTES = 32;

/** The number of clusters alone says which FAT it is; nothing else may be asked. fatgen103 "FAT type determination". */
export function fatTypeOf(clusters: number): FatType {
  if (clusters <= MAX_FAT12_CLUSTERS) return 12;
  return clusters <= MAX_FAT16_CLUSTERS ? 16 : 32;
}

/** A volume with exactly so many clusters. `rootEntries` is asked of FAT12 and FAT16 only. */
export function fatGeometry(clusters: number, sectorsPerCluster: number, rootEntries: number): FatGeometry {
  if (clusters < 1 || clusters > MAX_FAT32_CLUSTERS) throw new RangeError(`${clusters} clusters`);
  const type = fatTypeOf(clusters);
  // FAT32 keeps its boot sector twice (0, 6), FSInfo beside each (1, 7).
  const reservedSectors = type === 32 ? 32 : 1;
  const fatSectors = Math.ceil(((clusters + 2) * type) / 8 / FAT_SECTOR_BYTES);
  const entries = type === 32 ? 0 : rootEntries;
  const rootSectors = Math.ceil((entries * DIRECTORY_ENTRY_BYTES) / FAT_SECTOR_BYTES);
  const rootSector = reservedSectors + FAT_COPIES * fatSectors;
  const dataSector = rootSector + rootSectors;
  return {
    type,
    clusters,
    sectorsPerCluster,
    reservedSectors,
    fatSectors,
    rootEntries: entries,
    totalSectors: dataSector + clusters * sectorsPerCluster,
    rootSector,
    dataSector,
  };
}

/** Some programs draw the lines between the types a little elsewhere: stay this far away from them. */
const MARGIN_CLUSTERS = 16;
/** 16 bits in the boot sector; FAT32 keeps its root in clusters. fatgen103 "BPB_RootEntCnt". */
const MOST_FIXED_ROOT_ENTRIES = 0xffff;
/** From small to large: the type and the cluster that give the smallest volume for what it holds. */
const choices: readonly { readonly sectorsPerCluster: number; readonly most: number }[] = [
  { sectorsPerCluster: 1, most: MAX_FAT12_CLUSTERS },
  { sectorsPerCluster: 4, most: MAX_FAT12_CLUSTERS },
  { sectorsPerCluster: 4, most: MAX_FAT16_CLUSTERS },
  { sectorsPerCluster: 8, most: MAX_FAT16_CLUSTERS },
  { sectorsPerCluster: 8, most: MAX_FAT32_CLUSTERS },
];

/** The geometry for files of these sizes: `clustersFor(bytes per cluster)` says how many clusters they need. */
export function fittingGeometry(
  clustersFor: (clusterBytes: number) => number,
  rootEntries: number,
): FatGeometry {
  for (const { sectorsPerCluster, most } of choices) {
    if (most !== MAX_FAT32_CLUSTERS && rootEntries > MOST_FIXED_ROOT_ENTRIES) continue;
    const need = clustersFor(sectorsPerCluster * FAT_SECTOR_BYTES);
    const clusters = awayFromLines(need, most);
    if (clusters <= most - MARGIN_CLUSTERS) return fatGeometry(clusters, sectorsPerCluster, rootEntries);
  }
  throw new RangeError('beyond-fat32');
}

/** FAT16 has at least 4085 clusters and FAT32 65525: a smaller need becomes the least of its type. */
function awayFromLines(need: number, most: number): number {
  const least =
    most === MAX_FAT12_CLUSTERS ? 0 : most === MAX_FAT16_CLUSTERS ? MAX_FAT12_CLUSTERS : MAX_FAT16_CLUSTERS;
  return Math.max(need, least === 0 ? 0 : least + 1 + MARGIN_CLUSTERS);
}
