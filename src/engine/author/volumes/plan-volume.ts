import { FIRST_CLUSTER } from '../../bytes/formats/fat/boot-sector.ts';
import type { Steps } from '../tree/cooperative.ts';
import { type ClusterPlaces, placeRows } from './cluster-places.ts';
import { exfatFolderBytes } from './exfat/exfat-folder.ts';
import {
  type ExfatShape,
  clustersIn as exfatClustersIn,
  exfatShape,
  ownClusters,
} from './exfat/exfat-shape.ts';
import { ExfatVolume } from './exfat/exfat-volume.ts';
import { fatFolderBytes } from './fat/fat-folder.ts';
import {
  type FatShape,
  clustersIn as fatClustersIn,
  fatShape,
  rootSectorsOf,
  type Unfit,
} from './fat/fat-shape.ts';
import { FatVolume } from './fat/fat-volume.ts';
import type { PlannedVolume } from './planned-volume.ts';
import type { ReadRows, VolumeTree } from './volume-tree.ts';

export type VolumeKind = 'fat16' | 'fat32' | 'exfat';
export type VolumeShape = FatShape | ExfatShape;

/** What is asked of volumes that share one plan. */
export interface ShapeWish {
  readonly kind: VolumeKind;
  readonly volumeBytes: readonly number[];
  /** Bytes before the volume on its disk. */
  readonly hiddenBytes: number;
  readonly sectorBytes: number;
  /** Absent: by size. */
  readonly clusterBytes?: number | undefined;
}

/** @returns why volumes of these sizes cannot have this file system, or these clusters */
export function volumeShape({ kind, ...wish }: ShapeWish): VolumeShape | Unfit {
  return kind === 'exfat' ? exfatShape(wish) : fatShape({ ...wish, type: kind === 'fat16' ? 16 : 32 });
}

export function kindOf({ type }: VolumeShape): VolumeKind {
  return type === 'exfat' ? 'exfat' : `fat${type}`;
}

export interface VolumeOptions {
  readonly tree: VolumeTree;
  readonly shape: VolumeShape;
  readonly hiddenBytes: number;
  readonly label: string;
  readonly serial: number;
  readonly readRows: ReadRows;
  /** Of FAT: a boot sector whose program starts the volume, all of it but the parameters in between. */
  readonly bootProgram?: (() => Uint8Array | undefined) | undefined;
}

/** A volume, and whether one of so many bytes has room for it. */
export interface VolumePlan {
  readonly volume: PlannedVolume;
  fits(volumeBytes: number): boolean;
}

/** Where everything goes. @throws FolderTooFull */
export function* planVolume(options: VolumeOptions): Steps<VolumePlan> {
  const { shape, tree } = options;
  const clusterBytes = shape.sectorsPerCluster * shape.sectorBytes;
  if (shape.type === 'exfat') {
    const firstCluster = FIRST_CLUSTER + ownClusters(shape);
    const folderBytes = (row: number) => exfatFolderBytes(tree, row);
    const places = yield* placeRows(tree, { clusterBytes, firstCluster, folderBytes });
    const volume = new ExfatVolume({ ...options, shape, places });
    return { volume, fits: (bytes) => hasRoom(places, exfatClustersIn(bytes, shape)) };
  }
  const folderBytes = (row: number) => fatFolderBytes(tree, row, fixedRootBytes(shape));
  const places = yield* placeRows(tree, { clusterBytes, isRootFixed: shape.type === 16, folderBytes });
  const volume = new FatVolume({ ...options, shape, places });
  return { volume, fits: (bytes) => hasRoom(places, fatClustersIn(bytes, shape)) };
}

function fixedRootBytes(shape: FatShape): number | undefined {
  return shape.type === 16 ? rootSectorsOf(shape) * shape.sectorBytes : undefined;
}

function hasRoom({ next }: ClusterPlaces, clusters: number): boolean {
  return next - FIRST_CLUSTER <= clusters;
}
