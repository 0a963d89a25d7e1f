import { bootSector16, bootSector32 } from '../../../bytes/formats/fat/boot-sector.ts';
import { FAT_COPIES, type FatGeometry } from '../../../bytes/formats/fat/geometry.ts';

const MIB = 1 << 20;
const GIB = 1024 * MIB;
/** Fewer are FAT16, and some programs draw that line a little further up. fatgen103 "FAT type determination". */
const MARGIN_CLUSTERS = 16;
const LIMITS = {
  16: { least: 4085 + MARGIN_CLUSTERS, most: 65_524 - MARGIN_CLUSTERS },
  32: { least: 65_525 + MARGIN_CLUSTERS, most: 0x0ffffff4 },
} as const;
/** Boot sector, FSInfo, and a copy of both at 6; FAT16 has the one. */
const RESERVED_SECTORS = { 16: 1, 32: 32 } as const;
/** What every program makes. */
const ROOT_ENTRIES = { 16: 512, 32: 0 } as const;
const ENTRY_BYTES = 32;
/** Of the data area, on the disk. Small drives have no MiB to give away. */
const ALIGN_BYTES = { 16: 4096, 32: MIB } as const;
/** A number of sectors a cluster has 8 bits, and a cluster over 32 KiB is read by few. fatgen103 "BPB_SecPerClus". */
const LARGEST_CLUSTER_BYTES = 32 << 10;
const MOST_SECTORS_A_CLUSTER = 64;
/** Smallest cluster that keeps tables small on drives up to a size, as Windows chooses it. Microsoft KB140365. */
const clusterRows = [
  { upToBytes: 8 * GIB, clusterBytes: 4 << 10 },
  { upToBytes: 16 * GIB, clusterBytes: 8 << 10 },
  { upToBytes: 32 * GIB, clusterBytes: 16 << 10 },
] as const;

/** What is asked of volumes that share one plan. */
export interface FatWish {
  readonly type: 16 | 32;
  readonly volumeBytes: readonly number[];
  /** Bytes before the volume on its disk. */
  readonly hiddenBytes: number;
  readonly sectorBytes: number;
  /** Absent: by size. */
  readonly clusterBytes?: number | undefined;
}

/** Sizes that FAT volumes of one plan share: tables as long as the largest needs, clusters that the smallest has enough of. */
export interface FatShape {
  readonly type: 16 | 32;
  readonly sectorBytes: number;
  readonly sectorsPerCluster: number;
  readonly reservedSectors: number;
  readonly fatSectors: number;
  readonly rootEntries: number;
  /** From the start of the volume. */
  readonly dataSector: number;
}

export type Unfit = 'too-small' | 'too-large' | 'cluster-size';

/** @returns why volumes of these sizes cannot have this file system, or these clusters */
export function fatShape(wish: FatWish): FatShape | Unfit {
  const { type, volumeBytes, sectorBytes } = wish;
  const least = Math.min(...volumeBytes);
  const most = Math.max(...volumeBytes);
  if (most / sectorBytes > 0xffffffff) return 'too-large';
  let problem: Unfit = 'too-small';
  for (const clusterBytes of clustersToTry(wish, least)) {
    const shape = shapeOf(wish, most, clusterBytes);
    const { least: fewest, most: limit } = LIMITS[type];
    if (clustersIn(least, shape) < fewest) problem = 'too-small';
    else if (clustersIn(most, shape) > limit) problem = 'too-large';
    else return shape;
  }
  return wish.clusterBytes === undefined ? problem : 'cluster-size';
}

/** From the one that is best on. FAT16 begins small, since its clusters are few; FAT32 at what keeps its tables short. */
function clustersToTry({ type, sectorBytes, clusterBytes }: FatWish, volumeBytes: number): number[] {
  const most = Math.min(LARGEST_CLUSTER_BYTES, MOST_SECTORS_A_CLUSTER * sectorBytes);
  const isPower = (bytes: number) => Number.isInteger(Math.log2(bytes));
  if (clusterBytes !== undefined)
    return isPower(clusterBytes) && clusterBytes >= sectorBytes && clusterBytes <= 2 * most
      ? [clusterBytes]
      : [];
  const best = clusterRows.find(({ upToBytes }) => volumeBytes <= upToBytes)?.clusterBytes ?? most;
  const sizes: number[] = [];
  for (let bytes = sectorBytes; bytes <= most; bytes *= 2) sizes.push(bytes);
  if (type === 16) return sizes;
  return [...sizes.filter((bytes) => bytes <= best).reverse(), ...sizes.filter((bytes) => bytes > best)];
}

/** Tables and data decide each other's sizes; what is left over up to where the data area begins is reserved. */
function shapeOf(
  { type, sectorBytes, hiddenBytes }: FatWish,
  volumeBytes: number,
  clusterBytes: number,
): FatShape {
  const sectors = Math.floor(volumeBytes / sectorBytes);
  const hidden = hiddenBytes / sectorBytes;
  const sectorsPerCluster = clusterBytes / sectorBytes;
  const rootEntries = ROOT_ENTRIES[type];
  const rootSectors = rootSectorsOf({ rootEntries, sectorBytes });
  const clusters = Math.ceil((sectors - RESERVED_SECTORS[type] - rootSectors) / sectorsPerCluster);
  const fatSectors = Math.ceil(
    ((Math.min(clusters, LIMITS[type].most + MARGIN_CLUSTERS) + 2) * (type / 8)) / sectorBytes,
  );
  const tablesEnd = hidden + RESERVED_SECTORS[type] + FAT_COPIES * fatSectors + rootSectors;
  const unit = ALIGN_BYTES[type] / sectorBytes;
  const dataSector = Math.ceil(tablesEnd / unit) * unit - hidden;
  const reservedSectors = dataSector - rootSectors - FAT_COPIES * fatSectors;
  return { type, sectorBytes, sectorsPerCluster, fatSectors, rootEntries, dataSector, reservedSectors };
}

export function rootSectorsOf({
  rootEntries,
  sectorBytes,
}: Pick<FatShape, 'rootEntries' | 'sectorBytes'>): number {
  return Math.ceil((rootEntries * ENTRY_BYTES) / sectorBytes);
}

export function clustersIn(
  volumeBytes: number,
  {
    dataSector,
    sectorsPerCluster,
    sectorBytes,
  }: Pick<FatShape, 'dataSector' | 'sectorsPerCluster' | 'sectorBytes'>,
): number {
  return Math.floor((Math.floor(volumeBytes / sectorBytes) - dataSector) / sectorsPerCluster);
}

/** The geometry of one drive's volume. */
export function geometryOn(volumeBytes: number, shape: FatShape): FatGeometry {
  return {
    ...shape,
    clusters: clustersIn(volumeBytes, shape),
    rootSector: shape.dataSector - rootSectorsOf(shape),
    totalSectors: Math.floor(volumeBytes / shape.sectorBytes),
  };
}

const LARGEST_SECTOR_LOG2 = 12;

/** The shape that a boot sector tells of, if it is one that we could have made there. */
export function shapeIn(sector: Uint8Array, hiddenBytes: number): FatShape | undefined {
  const wide = bootSector32.decode(sector, { onNote: () => {} });
  const narrow = bootSector16.decode(sector, { onNote: () => {} });
  const { sectorsPerCluster, reservedSectors, sectorBytes, rootEntries } = wide;
  const type = wide.fatSectors16 === 0 ? 32 : 16;
  const fatSectors = wide.fatSectors16 || wide.fatSectors32;
  const isKnown =
    [9, 10, 11, LARGEST_SECTOR_LOG2].includes(Math.log2(sectorBytes)) &&
    Number.isInteger(Math.log2(sectorsPerCluster)) &&
    rootEntries === ROOT_ENTRIES[type] &&
    reservedSectors >= RESERVED_SECTORS[type];
  if (!isKnown) return undefined;
  const dataSector = reservedSectors + FAT_COPIES * fatSectors + rootSectorsOf({ rootEntries, sectorBytes });
  const shape: FatShape = {
    type,
    sectorBytes,
    sectorsPerCluster,
    reservedSectors,
    fatSectors,
    rootEntries,
    dataSector,
  };
  if ((hiddenBytes + dataSector * sectorBytes) % ALIGN_BYTES[type] !== 0) return undefined;
  const clusters = clustersIn((narrow.totalSectors16 || wide.totalSectors32) * sectorBytes, shape);
  const { least, most } = LIMITS[type];
  const isRoom =
    clusters >= least && clusters <= most && (clusters + 2) * (type / 8) <= fatSectors * sectorBytes;
  return isRoom ? shape : undefined;
}

/** Of the volume, as its boot sector says. */
export function fatBytesIn(sector: Uint8Array): number {
  const wide = bootSector32.decode(sector, { onNote: () => {} });
  const narrow = bootSector16.decode(sector, { onNote: () => {} });
  return (narrow.totalSectors16 || wide.totalSectors32) * wide.sectorBytes;
}
