import { exfatBootSector } from '../../../bytes/formats/exfat/boot-sector.ts';
import { upCaseTable } from '../../../bytes/formats/exfat/up-case.ts';
import { FIRST_CLUSTER } from '../../../bytes/formats/fat/boot-sector.ts';

const KIB = 1 << 10;
const MIB = 1 << 20;
/** Clusters by size, as Windows and the SD Association choose them. Microsoft KB140365; SD specification part 2. */
const clusterRows = [
  { upToBytes: 256 * MIB, clusterBytes: 4 * KIB },
  { upToBytes: 32 * 1024 * MIB, clusterBytes: 32 * KIB },
] as const;
const USUAL_CLUSTER_BYTES = 128 * KIB;
/** exFAT specification §3.1.15. */
const LARGEST_CLUSTER_BYTES = 32 * MIB;
/** §3.1.9. */
const MOST_CLUSTERS = 2 ** 32 - 11;
/** §3.1.5: the least; both boot regions lie before. */
const LEAST_BYTES = MIB;
const BOOT_SECTORS = 24;
/** A volume this small has no MiB to give away. */
const SMALL_BYTES = 64 * MIB;
const SMALL_ALIGN_BYTES = 32 * KIB;
const ENTRY_BYTES = 4;

/** What is asked of volumes that share one plan. */
export interface ExfatWish {
  readonly volumeBytes: readonly number[];
  /** Bytes before the volume on its disk. */
  readonly hiddenBytes: number;
  readonly sectorBytes: number;
  /** Absent: by size. */
  readonly clusterBytes?: number | undefined;
}

/** Sizes that exFAT volumes of one plan share: table and bitmap are as long as the largest needs. */
export interface ExfatShape {
  readonly type: 'exfat';
  readonly sectorBytes: number;
  readonly sectorsPerCluster: number;
  readonly fatSector: number;
  readonly fatSectors: number;
  readonly heapSector: number;
  /** Of the bitmap, which is the first thing in the heap. */
  readonly bitmapClusters: number;
}

/** @returns why volumes of these sizes cannot have this file system, or these clusters */
export function exfatShape(wish: ExfatWish): ExfatShape | 'too-small' | 'too-large' | 'cluster-size' {
  const { volumeBytes, sectorBytes } = wish;
  const least = Math.min(...volumeBytes);
  const most = Math.max(...volumeBytes);
  if (wish.clusterBytes !== undefined && !isClusterSize(wish.clusterBytes, sectorBytes))
    return 'cluster-size';
  if (least < LEAST_BYTES) return 'too-small';
  let problem: 'too-small' | 'too-large' = 'too-small';
  for (const clusterBytes of clustersToTry(wish, least)) {
    const shape = shapeOf(wish, most, clusterBytes);
    if (clustersIn(most, shape) > MOST_CLUSTERS) problem = 'too-large';
    else if (clustersIn(least, shape) > ownClusters(shape)) return shape;
    else problem = 'too-small';
  }
  return wish.clusterBytes === undefined ? problem : 'cluster-size';
}

/** Larger ones where the table of the largest volume would not leave the smallest any room, or be too long. */
function clustersToTry({ clusterBytes }: ExfatWish, volumeBytes: number): number[] {
  if (clusterBytes !== undefined) return [clusterBytes];
  const sizes: number[] = [];
  for (let bytes = clusterFor(volumeBytes); bytes <= LARGEST_CLUSTER_BYTES; bytes *= 2) sizes.push(bytes);
  return sizes;
}

function isClusterSize(clusterBytes: number, sectorBytes: number): boolean {
  const isPower = Number.isInteger(Math.log2(clusterBytes));
  return isPower && clusterBytes >= sectorBytes && clusterBytes <= LARGEST_CLUSTER_BYTES;
}

function clusterFor(volumeBytes: number): number {
  return clusterRows.find(({ upToBytes }) => volumeBytes <= upToBytes)?.clusterBytes ?? USUAL_CLUSTER_BYTES;
}

/** Table and heap begin at a MiB of the disk. */
function shapeOf(
  { hiddenBytes, sectorBytes }: ExfatWish,
  volumeBytes: number,
  clusterBytes: number,
): ExfatShape {
  const sectors = Math.floor(volumeBytes / sectorBytes);
  const hidden = hiddenBytes / sectorBytes;
  const unit = (volumeBytes < SMALL_BYTES ? SMALL_ALIGN_BYTES : MIB) / sectorBytes;
  const aligned = (sector: number): number => Math.ceil((hidden + sector) / unit) * unit - hidden;
  const sectorsPerCluster = clusterBytes / sectorBytes;
  const fatSector = aligned(BOOT_SECTORS);
  const clusters = Math.floor((sectors - fatSector) / sectorsPerCluster);
  const fatSectors = Math.ceil(((clusters + FIRST_CLUSTER) * ENTRY_BYTES) / sectorBytes);
  const heapSector = aligned(fatSector + fatSectors);
  const bitmapClusters = Math.ceil(Math.ceil(clusters / 8) / clusterBytes);
  return { type: 'exfat', sectorBytes, sectorsPerCluster, fatSector, fatSectors, heapSector, bitmapClusters };
}

export function clustersIn(
  volumeBytes: number,
  {
    heapSector,
    sectorBytes,
    sectorsPerCluster,
  }: Pick<ExfatShape, 'heapSector' | 'sectorBytes' | 'sectorsPerCluster'>,
): number {
  return Math.floor((Math.floor(volumeBytes / sectorBytes) - heapSector) / sectorsPerCluster);
}

/** Clusters of bitmap and up-case table. */
export function ownClusters({ bitmapClusters, sectorBytes, sectorsPerCluster }: ExfatShape): number {
  return bitmapClusters + Math.ceil(upCaseTable().length / (sectorBytes * sectorsPerCluster));
}

/** The shape that a boot sector tells of, if it is one that we could have made there. */
export function exfatShapeIn(sector: Uint8Array, hiddenBytes: number): ExfatShape | undefined {
  let isExfat = true;
  const boot = exfatBootSector.decode(sector, { onNote: () => (isExfat = false) });
  const { sectorLog2, clusterLog2, fatSector, fatSectors, heapSector, rootCluster, partitionSector } = boot;
  if (!isExfat || sectorLog2 < 9 || sectorLog2 > 12 || sectorLog2 + clusterLog2 > 25) return undefined;
  const sectorBytes = 2 ** sectorLog2;
  const sectorsPerCluster = 2 ** clusterLog2;
  const upCaseClusters = Math.ceil(upCaseTable().length / (sectorBytes * sectorsPerCluster));
  const bitmapClusters = rootCluster - FIRST_CLUSTER - upCaseClusters;
  const isOurs =
    partitionSector * sectorBytes === hiddenBytes && bitmapClusters > 0 && heapSector > fatSector;
  return isOurs
    ? { type: 'exfat', sectorBytes, sectorsPerCluster, fatSector, fatSectors, heapSector, bitmapClusters }
    : undefined;
}

/** Of the volume, as its boot sector says. */
export function exfatBytesIn(sector: Uint8Array): number {
  const { sectors, sectorLog2 } = exfatBootSector.decode(sector, { onNote: () => {} });
  return sectors * 2 ** sectorLog2;
}
