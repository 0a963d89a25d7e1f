import { FIRST_CLUSTER } from '../../bytes/formats/fat/boot-sector.ts';
import { present } from '../../contract/failure/present.ts';
import type { Extent } from '../../contract/ports/image.ts';
import { type ClusterPlaces, indexAt } from './cluster-places.ts';
import type { FolderPages } from './folder-pages.ts';
import { overlap } from './overlap.ts';
import type { ReadRows, RowPiece, VolumeTree } from './volume-tree.ts';

/** The clusters of a volume that hold its folders and files. */
export interface RowArea {
  readonly tree: VolumeTree;
  readonly places: ClusterPlaces;
  readonly folders: FolderPages;
  readonly readRows: ReadRows;
  readonly clusterBytes: number;
  /** Of cluster 2, from the start of the volume. */
  readonly dataByte: number;
}

/** From the start of the volume. */
export function clusterByte({ dataByte, clusterBytes }: RowArea, cluster: number): number {
  return dataByte + (cluster - FIRST_CLUSTER) * clusterBytes;
}

/** Where a row begins, from the start of the volume. */
export function rowByte(area: RowArea, row: number): number {
  return clusterByte(area, present(area.places.first[row]));
}

/** Fills what of `into` belongs to folders and files; the rest stays as it is. */
export async function readRowArea(area: RowArea, atByte: number, into: Uint8Array): Promise<void> {
  const { places, tree, folders, readRows, clusterBytes, dataByte } = area;
  const pieces: RowPiece[] = [];
  const first = FIRST_CLUSTER + Math.max(0, Math.floor((atByte - dataByte) / clusterBytes));
  for (let index = Math.max(0, indexAt(places, first)); index < places.rows.length; index++) {
    const row = present(places.rows[index]);
    const start = clusterByte(area, present(places.first[row]));
    if (start >= atByte + into.length) break;
    const bytes = tree.isFolder(row) ? folders.bytesOf(row) : undefined;
    const part = overlap(atByte, into, start, bytes?.length ?? tree.sizeOf(row));
    if (part && bytes) part.into.set(bytes.subarray(part.atByte, part.atByte + part.into.length));
    else if (part) pieces.push({ row, ...part });
  }
  if (pieces.length > 0) await readRows(pieces);
}

/** Where folders and files lie; what is left of their last clusters is zeros. */
export function* rowExtents(area: RowArea): Generator<Extent> {
  const { places, tree, clusterBytes } = area;
  for (const row of places.rows) {
    const atByte = clusterByte(area, present(places.first[row]));
    const name = tree.pathOf(row);
    const lengthBytes = present(places.clusters[row]) * clusterBytes;
    const ownBytes = tree.isFolder(row) ? lengthBytes : tree.sizeOf(row);
    yield { atByte, lengthBytes: ownBytes, from: tree.isFolder(row) ? 'memory' : 'file', name };
    const padBytes = lengthBytes - ownBytes;
    if (padBytes > 0) yield { atByte: atByte + ownBytes, lengthBytes: padBytes, from: 'zeros', name };
  }
}
