import {
  BACKUP_BOOT_SECTOR,
  FIRST_CLUSTER,
  fatBootSector,
  INFO_SECTOR,
  infoSector,
} from '../../../bytes/formats/fat/boot-sector.ts';
import { FAT_COPIES } from '../../../bytes/formats/fat/geometry.ts';
import { fatLabelBytes } from '../../../bytes/formats/fat/label.ts';
import type { Extent } from '../../../contract/ports/image.ts';
import type { ClusterPlaces } from '../cluster-places.ts';
import { FolderPages } from '../folder-pages.ts';
import { overlap } from '../overlap.ts';
import type { PlannedVolume, SizedPart } from '../planned-volume.ts';
import { type RowArea, readRowArea, rowByte, rowExtents } from '../row-area.ts';
import type { ReadRows, VolumeTree } from '../volume-tree.ts';
import { fatFolder } from './fat-folder.ts';
import { clustersIn, type FatShape, geometryOn, rootSectorsOf } from './fat-shape.ts';
import { readTable } from './table-on-demand.ts';

export interface FatOptions {
  readonly tree: VolumeTree;
  readonly places: ClusterPlaces;
  readonly shape: FatShape;
  /** Bytes before the volume on its disk. */
  readonly hiddenBytes: number;
  readonly label: string;
  readonly serial: number;
  readonly readRows: ReadRows;
  /** A boot sector whose program starts the volume: all of it but the parameters in between. */
  readonly bootProgram?: (() => Uint8Array | undefined) | undefined;
}

/** Where the parameters stand between jump and program. fatgen103 "Boot sector and BPB". */
const PARAMETERS = { from: 11, to: { 16: 62, 32: 90 }, signature: 510 } as const;
/** Boot sector and FSInfo, and the copies of both; FAT16 has the first only. */
const SIZED_SECTORS = {
  16: [0],
  32: [0, INFO_SECTOR, BACKUP_BOOT_SECTOR, BACKUP_BOOT_SECTOR + INFO_SECTOR],
} as const;

/** A planned FAT16 or FAT32 volume. fatgen103. */
export class FatVolume implements PlannedVolume {
  readonly usedBytes: number;
  readonly #options: FatOptions;
  readonly #area: RowArea;
  readonly #tablesByte: number;
  readonly #tableBytes: number;
  /** Of FAT16. */
  readonly #rootBytes: number;

  constructor(options: FatOptions) {
    const { tree, places, shape, label, readRows } = options;
    const { sectorBytes } = shape;
    const folders = new FolderPages((row) => fatFolder(tree, places, label, row));
    const clusterBytes = shape.sectorsPerCluster * sectorBytes;
    const dataByte = shape.dataSector * sectorBytes;
    this.#options = options;
    this.#area = { tree, places, folders, readRows, clusterBytes, dataByte };
    this.#tablesByte = shape.reservedSectors * sectorBytes;
    this.#tableBytes = shape.fatSectors * sectorBytes;
    this.#rootBytes = rootSectorsOf(shape) * sectorBytes;
    this.usedBytes = dataByte + (places.next - FIRST_CLUSTER) * clusterBytes;
  }

  sizedOn(volumeBytes: number): readonly SizedPart[] {
    const { shape } = this.#options;
    return SIZED_SECTORS[shape.type].map((sector) => ({
      atByte: sector * shape.sectorBytes,
      bytes: this.#sectorOn(volumeBytes, sector),
    }));
  }

  #sectorOn(volumeBytes: number, sector: number): Uint8Array {
    const { shape, places, label, serial, hiddenBytes } = this.#options;
    const used = places.next - FIRST_CLUSTER;
    if (sector % BACKUP_BOOT_SECTOR === INFO_SECTOR) {
      const free = clustersIn(volumeBytes, shape) - used;
      // Nothing is free: no hint where. fatgen103 "FSI_Nxt_Free".
      return infoSector.encode({ freeClusters: free, nextFree: free > 0 ? places.next : 0xffffffff });
    }
    const hiddenSectors = hiddenBytes / shape.sectorBytes;
    const words = { serial, label: fatLabelBytes(label || 'NO NAME'), hiddenSectors };
    const own = fatBootSector(geometryOn(volumeBytes, shape), words);
    const program = this.#options.bootProgram?.();
    if (program) {
      const programByte = PARAMETERS.to[shape.type];
      own.set(program.subarray(0, PARAMETERS.from));
      own.set(program.subarray(programByte, PARAMETERS.signature), programByte);
    }
    return own;
  }

  byteOf(row: number): number {
    return rowByte(this.#area, row);
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    const { shape, places } = this.#options;
    into.fill(0);
    for (let copy = 0; copy < FAT_COPIES; copy++) {
      const start = this.#tablesByte + copy * this.#tableBytes;
      const part = overlap(atByte, into, start, this.#tableBytes);
      if (part) readTable(places, shape.type, part.atByte, part.into);
    }
    const root = overlap(atByte, into, this.#area.dataByte - this.#rootBytes, this.#rootBytes);
    if (root) {
      const bytes = this.#area.folders.bytesOf(0).subarray(root.atByte);
      root.into.set(bytes.subarray(0, root.into.length));
    }
    await readRowArea(this.#area, atByte, into);
  }

  *extents(): Generator<Extent> {
    yield { atByte: 0, lengthBytes: this.#tablesByte, from: 'memory', name: 'boot-sector' };
    const tablesBytes = FAT_COPIES * this.#tableBytes;
    yield { atByte: this.#tablesByte, lengthBytes: tablesBytes, from: 'memory', name: 'FAT' };
    const rootByte = this.#tablesByte + tablesBytes;
    if (this.#rootBytes > 0)
      yield { atByte: rootByte, lengthBytes: this.#rootBytes, from: 'memory', name: '/' };
    yield* rowExtents(this.#area);
  }
}
