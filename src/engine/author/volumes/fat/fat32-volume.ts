import {
  BACKUP_BOOT_SECTOR,
  FIRST_CLUSTER,
  fatBootSector,
  INFO_SECTOR,
  infoSector,
} from '../../../bytes/formats/fat/boot-sector.ts';
import { FAT_COPIES, FAT_SECTOR_BYTES } from '../../../bytes/formats/fat/geometry.ts';
import { fatLabelBytes } from '../../../bytes/formats/fat/label.ts';
import { present } from '../../../contract/failure/present.ts';
import type { Extent } from '../../../contract/ports/image.ts';
import type { ReadRows, RowPiece, VolumeTree } from '../volume-tree.ts';
import { type ClusterPlaces, indexAt } from './cluster-places.ts';
import { clustersIn, type Fat32Shape, geometryOn } from './fat32-shape.ts';
import { FolderPages } from './folder-pages.ts';
import { readTable } from './table-on-demand.ts';

export interface Fat32Options {
  readonly tree: VolumeTree;
  readonly places: ClusterPlaces;
  readonly shape: Fat32Shape;
  /** Sectors before the volume on its disk. */
  readonly hiddenSectors: number;
  readonly label: string;
  readonly serial: number;
  readonly readRows: ReadRows;
  /** A boot sector whose program starts the volume: all of it but the parameters in between. */
  readonly bootProgram?: (() => Uint8Array | undefined) | undefined;
}

/** Where the parameters of FAT32 stand between jump and program. fatgen103 "Boot sector and BPB". */
const PARAMETERS = { from: 11, to: 90, signature: 510 } as const;

/** Sectors that say how large the volume is: boot sector and FSInfo, and the copies of both. */
export const SIZED_SECTORS = [0, INFO_SECTOR, BACKUP_BOOT_SECTOR, BACKUP_BOOT_SECTOR + INFO_SECTOR] as const;

/**
 * A planned FAT32 volume, from its boot sector to its last used cluster: any range can be read. It is the same on drives
 * of different size but for the sectors that `sectorOn` gives. fatgen103.
 */
export class Fat32Volume {
  /** To the end of the last cluster in use. */
  readonly usedBytes: number;
  readonly #options: Fat32Options;
  readonly #folders: FolderPages;
  readonly #tablesByte: number;
  readonly #tableBytes: number;
  readonly #dataByte: number;
  readonly #clusterBytes: number;

  constructor(options: Fat32Options) {
    const { tree, places, shape, label } = options;
    this.#options = options;
    this.#folders = new FolderPages(tree, places, fatLabelBytes(label));
    this.#tablesByte = shape.reservedSectors * FAT_SECTOR_BYTES;
    this.#tableBytes = shape.fatSectors * FAT_SECTOR_BYTES;
    this.#dataByte = shape.dataSector * FAT_SECTOR_BYTES;
    this.#clusterBytes = shape.sectorsPerCluster * FAT_SECTOR_BYTES;
    this.usedBytes = this.#dataByte + (places.next - FIRST_CLUSTER) * this.#clusterBytes;
  }

  /** One of `SIZED_SECTORS` of a volume of so many sectors. */
  sectorOn(volumeSectors: number, sector: (typeof SIZED_SECTORS)[number]): Uint8Array {
    const { shape, places, label, serial, hiddenSectors } = this.#options;
    const used = places.next - FIRST_CLUSTER;
    if (sector % BACKUP_BOOT_SECTOR === INFO_SECTOR) {
      const free = clustersIn(volumeSectors, shape) - used;
      // Nothing is free: no hint where. fatgen103 "FSI_Nxt_Free".
      return infoSector.encode({ freeClusters: free, nextFree: free > 0 ? places.next : 0xffffffff });
    }
    const words = { serial, label: fatLabelBytes(label), hiddenSectors };
    const own = fatBootSector(geometryOn(volumeSectors, shape), words);
    const program = this.#options.bootProgram?.();
    if (program) {
      own.set(program.subarray(0, PARAMETERS.from));
      own.set(program.subarray(PARAMETERS.to, PARAMETERS.signature), PARAMETERS.to);
    }
    return own;
  }

  /** The first sector of a file, from the start of the volume. */
  sectorOf(row: number): number {
    return this.#startOf(row) / FAT_SECTOR_BYTES;
  }

  /** Fills `into`; `SIZED_SECTORS` are zeros here, since they differ from drive to drive. */
  async read(atByte: number, into: Uint8Array): Promise<void> {
    into.fill(0);
    for (let copy = 0; copy < FAT_COPIES; copy++) {
      const start = this.#tablesByte + copy * this.#tableBytes;
      const part = overlap(atByte, into, start, this.#tableBytes);
      if (part) readTable(this.#options.places, part.atByte, part.into);
    }
    const data = overlap(atByte, into, this.#dataByte, this.usedBytes - this.#dataByte);
    if (data) await this.#readData(data.atByte, data.into);
  }

  async #readData(atByte: number, into: Uint8Array): Promise<void> {
    const { places, tree, readRows } = this.#options;
    const pieces: RowPiece[] = [];
    const first = FIRST_CLUSTER + Math.floor(atByte / this.#clusterBytes);
    for (let index = indexAt(places, first); index < places.rows.length; index++) {
      const row = present(places.rows[index]);
      const start = this.#startOf(row) - this.#dataByte;
      if (start >= atByte + into.length) break;
      const bytes = tree.isFolder(row) ? this.#folders.bytesOf(row) : undefined;
      const part = overlap(atByte, into, start, bytes?.length ?? tree.sizeOf(row));
      if (part && bytes) part.into.set(bytes.subarray(part.atByte, part.atByte + part.into.length));
      else if (part) pieces.push({ row, ...part });
    }
    if (pieces.length > 0) await readRows(pieces);
  }

  /** From the start of the volume. */
  #startOf(row: number): number {
    const first = present(this.#options.places.first[row]);
    return this.#dataByte + (first - FIRST_CLUSTER) * this.#clusterBytes;
  }

  /** What lies where, up to `usedBytes`. */
  *extents(): Generator<Extent> {
    const { places, tree } = this.#options;
    yield { atByte: 0, lengthBytes: this.#tablesByte, from: 'memory', name: 'boot-sector' };
    const tablesBytes = this.#dataByte - this.#tablesByte;
    yield { atByte: this.#tablesByte, lengthBytes: tablesBytes, from: 'memory', name: 'FAT' };
    for (const row of places.rows) {
      const atByte = this.#startOf(row);
      const name = tree.pathOf(row);
      const lengthBytes = present(places.clusters[row]) * this.#clusterBytes;
      const ownBytes = tree.isFolder(row) ? lengthBytes : tree.sizeOf(row);
      yield { atByte, lengthBytes: ownBytes, from: tree.isFolder(row) ? 'memory' : 'file', name };
      const padBytes = lengthBytes - ownBytes;
      if (padBytes > 0) yield { atByte: atByte + ownBytes, lengthBytes: padBytes, from: 'zeros', name };
    }
  }
}

/** The part of `into` (which begins at `atByte`) that a stretch fills, counted from the stretch's start. */
export function overlap(
  atByte: number,
  into: Uint8Array,
  startByte: number,
  lengthBytes: number,
): { readonly atByte: number; readonly into: Uint8Array } | undefined {
  const from = Math.max(atByte, startByte);
  const to = Math.min(atByte + into.length, startByte + lengthBytes);
  if (from >= to) return undefined;
  return { atByte: from - startByte, into: into.subarray(from - atByte, to - atByte) };
}
