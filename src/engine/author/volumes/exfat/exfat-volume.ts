import { BOOT_REGION_SECTORS, bootRegion } from '../../../bytes/formats/exfat/boot-region.ts';
import { upCaseTable } from '../../../bytes/formats/exfat/up-case.ts';
import { bitmapEntry } from '../../../bytes/formats/exfat/write-entries.ts';
import { FIRST_CLUSTER } from '../../../bytes/formats/fat/boot-sector.ts';
import { present } from '../../../contract/failure/present.ts';
import type { Extent } from '../../../contract/ports/image.ts';
import type { ClusterPlaces } from '../cluster-places.ts';
import { readChains } from '../fat/table-on-demand.ts';
import { FolderPages } from '../folder-pages.ts';
import { overlap } from '../overlap.ts';
import type { PlannedVolume, SizedPart } from '../planned-volume.ts';
import { clusterByte, type RowArea, readRowArea, rowByte, rowExtents } from '../row-area.ts';
import type { ReadRows, VolumeTree } from '../volume-tree.ts';
import { BITMAP_ENTRY_BYTE, exfatFolder } from './exfat-folder.ts';
import { clustersIn, type ExfatShape, ownClusters } from './exfat-shape.ts';

export interface ExfatOptions {
  readonly tree: VolumeTree;
  /** From behind the volume's own clusters on. */
  readonly places: ClusterPlaces;
  readonly shape: ExfatShape;
  /** Bytes before the volume on its disk. */
  readonly hiddenBytes: number;
  readonly label: string;
  readonly serial: number;
  readonly readRows: ReadRows;
}

/** Entries 0 and 1, and the last of a chain. exFAT specification §4.1. */
const TABLE = { entryBytes: 4, first: [0xfffffff8, 0xffffffff], end: 0xffffffff } as const;

/**
 * A planned exFAT volume. Files and folders lie in one run each, so that the table tells of bitmap, up-case table and root
 * only. Microsoft, "exFAT file system specification".
 */
export class ExfatVolume implements PlannedVolume {
  readonly usedBytes: number;
  readonly #options: ExfatOptions;
  readonly #area: RowArea;
  readonly #upCase = upCaseTable();
  readonly #upCaseCluster: number;
  readonly #rootCluster: number;

  constructor(options: ExfatOptions) {
    const { tree, places, shape, label, readRows } = options;
    const clusterBytes = shape.sectorsPerCluster * shape.sectorBytes;
    this.#options = options;
    this.#upCaseCluster = FIRST_CLUSTER + shape.bitmapClusters;
    this.#rootCluster = FIRST_CLUSTER + ownClusters(shape);
    const upCase = { firstCluster: this.#upCaseCluster, sizeBytes: this.#upCase.length };
    // The bitmap's entry differs from drive to drive.
    const bitmap = { firstCluster: FIRST_CLUSTER, sizeBytes: 0 };
    const folders = new FolderPages((row) =>
      exfatFolder(tree, places, { root: { label, bitmap, upCase }, clusterBytes }, row),
    );
    const dataByte = shape.heapSector * shape.sectorBytes;
    this.#area = { tree, places, folders, readRows, clusterBytes, dataByte };
    this.usedBytes = clusterByte(this.#area, places.next);
  }

  sizedOn(volumeBytes: number): readonly SizedPart[] {
    const { shape } = this.#options;
    const region = this.#regionOn(volumeBytes);
    const sizeBytes = Math.ceil(clustersIn(volumeBytes, shape) / 8);
    const entryByte = clusterByte(this.#area, this.#rootCluster) + BITMAP_ENTRY_BYTE;
    return [
      { atByte: 0, bytes: region },
      { atByte: region.length, bytes: region },
      { atByte: entryByte, bytes: bitmapEntry({ firstCluster: FIRST_CLUSTER, sizeBytes }) },
    ];
  }

  #regionOn(volumeBytes: number): Uint8Array {
    const { shape, serial, places, hiddenBytes } = this.#options;
    return bootRegion({
      ...shape,
      serial,
      rootCluster: this.#rootCluster,
      partitionSector: hiddenBytes / shape.sectorBytes,
      sectors: Math.floor(volumeBytes / shape.sectorBytes),
      clusters: clustersIn(volumeBytes, shape),
      usedClusters: places.next - FIRST_CLUSTER,
    });
  }

  byteOf(row: number): number {
    return rowByte(this.#area, row);
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    into.fill(0);
    const { shape, places } = this.#options;
    const table = overlap(
      atByte,
      into,
      shape.fatSector * shape.sectorBytes,
      shape.fatSectors * shape.sectorBytes,
    );
    if (table) readChains(() => this.#chains(), TABLE, table.atByte, table.into);
    const { dataByte, clusterBytes } = this.#area;
    const bitmap = overlap(atByte, into, dataByte, shape.bitmapClusters * clusterBytes);
    if (bitmap) readBitmap(places.next - FIRST_CLUSTER, bitmap.atByte, bitmap.into);
    const upCase = overlap(atByte, into, clusterByte(this.#area, this.#upCaseCluster), this.#upCase.length);
    upCase?.into.set(this.#upCase.subarray(upCase.atByte, upCase.atByte + upCase.into.length));
    await readRowArea(this.#area, atByte, into);
  }

  #chains() {
    const root = this.#rootCluster;
    const rootClusters = present(this.#options.places.clusters[0]);
    return [
      { from: FIRST_CLUSTER, last: this.#upCaseCluster - 1 },
      { from: this.#upCaseCluster, last: root - 1 },
      { from: root, last: root + rootClusters - 1 },
    ];
  }

  *extents(): Generator<Extent> {
    const { shape } = this.#options;
    const { dataByte } = this.#area;
    const bootBytes = 2 * BOOT_REGION_SECTORS * shape.sectorBytes;
    const tableByte = shape.fatSector * shape.sectorBytes;
    yield { atByte: 0, lengthBytes: bootBytes, from: 'memory', name: 'boot-sector' };
    yield { atByte: bootBytes, lengthBytes: tableByte - bootBytes, from: 'zeros', name: 'boot-sector' };
    yield { atByte: tableByte, lengthBytes: dataByte - tableByte, from: 'memory', name: 'FAT' };
    const ownBytes = clusterByte(this.#area, this.#rootCluster) - dataByte;
    yield { atByte: dataByte, lengthBytes: ownBytes, from: 'memory', name: 'FAT' };
    yield* rowExtents(this.#area);
  }
}

/** A bit a cluster, the lowest first. §7.1.5. */
function readBitmap(usedClusters: number, atByte: number, into: Uint8Array): void {
  for (let at = 0; at < into.length; at++) {
    const left = usedClusters - (atByte + at) * 8;
    if (left <= 0) return;
    into[at] = left >= 8 ? 0xff : (1 << left) - 1;
  }
}
