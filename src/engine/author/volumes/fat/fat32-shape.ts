import { bootSector32 } from '../../../bytes/formats/fat/boot-sector.ts';
import { FAT_COPIES, FAT_SECTOR_BYTES, type FatGeometry } from '../../../bytes/formats/fat/geometry.ts';

/** Fewer are FAT16, and some programs draw that line a little further up. fatgen103 "FAT type determination". */
const LEAST_CLUSTERS = 65_525 + 16;
const MOST_CLUSTERS = 0x0ffffff4;
/** Boot sector, FSInfo, and a copy of both at 6. */
const LEAST_RESERVED_SECTORS = 32;
const MIB_SECTORS = (1 << 20) / FAT_SECTOR_BYTES;
const GIB_SECTORS = MIB_SECTORS * 1024;
/** Smallest cluster that keeps tables small on drives up to a size, as Windows chooses it. Microsoft KB140365. */
const clusterRows = [
  { upToSectors: 8 * GIB_SECTORS, sectorsPerCluster: 8 },
  { upToSectors: 16 * GIB_SECTORS, sectorsPerCluster: 16 },
  { upToSectors: 32 * GIB_SECTORS, sectorsPerCluster: 32 },
] as const;
const LARGEST_CLUSTER = 64;

/** Sizes that FAT32 volumes of one plan share: tables as long as the largest needs, clusters that the smallest has enough of. */
export interface Fat32Shape {
  readonly sectorsPerCluster: number;
  readonly reservedSectors: number;
  readonly fatSectors: number;
  /** From the start of the volume; on the disk, a multiple of 1 MiB. */
  readonly dataSector: number;
}

/** @returns 'too-small' or 'too-large' for volumes that are no FAT32 */
export function fat32Shape(
  volumeSectors: readonly number[],
  hiddenSectors: number,
): Fat32Shape | 'too-small' | 'too-large' {
  const least = Math.min(...volumeSectors);
  const most = Math.max(...volumeSectors);
  if (most > 0xffffffff) return 'too-large';
  for (let sectorsPerCluster = clusterFor(least); sectorsPerCluster >= 1; sectorsPerCluster /= 2) {
    const shape = shapeOf(most, hiddenSectors, sectorsPerCluster);
    if (clustersIn(most, shape) > MOST_CLUSTERS) return 'too-large';
    if (clustersIn(least, shape) >= LEAST_CLUSTERS) return shape;
  }
  return 'too-small';
}

function clusterFor(sectors: number): number {
  return clusterRows.find(({ upToSectors }) => sectors <= upToSectors)?.sectorsPerCluster ?? LARGEST_CLUSTER;
}

/** Tables and data decide each other's sizes; the data area goes up to the next MiB, and what is left over is reserved. */
function shapeOf(sectors: number, hiddenSectors: number, sectorsPerCluster: number): Fat32Shape {
  const clusters = Math.ceil((sectors - LEAST_RESERVED_SECTORS) / sectorsPerCluster);
  const fatSectors = Math.ceil(((clusters + 2) * 4) / FAT_SECTOR_BYTES);
  const tablesEnd = hiddenSectors + LEAST_RESERVED_SECTORS + FAT_COPIES * fatSectors;
  const dataSector = Math.ceil(tablesEnd / MIB_SECTORS) * MIB_SECTORS - hiddenSectors;
  return {
    sectorsPerCluster,
    fatSectors,
    dataSector,
    reservedSectors: dataSector - FAT_COPIES * fatSectors,
  };
}

export function clustersIn(
  volumeSectors: number,
  { dataSector, sectorsPerCluster }: Pick<Fat32Shape, 'dataSector' | 'sectorsPerCluster'>,
): number {
  return Math.floor((volumeSectors - dataSector) / sectorsPerCluster);
}

/** The geometry of one drive's volume. */
export function geometryOn(volumeSectors: number, shape: Fat32Shape): FatGeometry {
  return {
    ...shape,
    type: 32,
    clusters: clustersIn(volumeSectors, shape),
    rootEntries: 0,
    rootSector: shape.dataSector,
    totalSectors: volumeSectors,
  };
}

/** The shape that a boot sector tells of, if it is one that we could have made there. */
export function shapeIn(sector: Uint8Array, hiddenSectors: number): Fat32Shape | undefined {
  const told = bootSector32.decode(sector, { onNote: () => {} });
  const { sectorsPerCluster, reservedSectors, fatSectors32: fatSectors, totalSectors32 } = told;
  const dataSector = reservedSectors + FAT_COPIES * fatSectors;
  const shape = { sectorsPerCluster, reservedSectors, fatSectors, dataSector };
  const isKnown =
    told.sectorBytes === FAT_SECTOR_BYTES && [1, 2, 4, 8, 16, 32, 64].includes(sectorsPerCluster);
  const isAligned =
    (hiddenSectors + dataSector) % MIB_SECTORS === 0 && reservedSectors >= LEAST_RESERVED_SECTORS;
  if (!isKnown || !isAligned) return undefined;
  const clusters = clustersIn(totalSectors32, shape);
  const isRoom = clusters >= LEAST_CLUSTERS && (clusters + 2) * 4 <= fatSectors * FAT_SECTOR_BYTES;
  return isRoom ? shape : undefined;
}
