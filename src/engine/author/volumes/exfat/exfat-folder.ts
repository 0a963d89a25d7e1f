import { longChecksum } from '../../../bytes/formats/exfat/checksums.ts';
import { ENTRY_BYTES } from '../../../bytes/formats/exfat/directory.ts';
import { upCaseTable } from '../../../bytes/formats/exfat/up-case.ts';
import {
  bitmapEntry,
  type ExfatPart,
  exfatEntriesOf,
  exfatEntrySet,
  labelEntry,
  upCaseEntry,
} from '../../../bytes/formats/exfat/write-entries.ts';
import { present } from '../../../contract/failure/present.ts';
import { type ClusterPlaces, FolderTooFull } from '../cluster-places.ts';
import type { VolumeTree } from '../volume-tree.ts';

/** Label, bitmap and up-case table stand in front of the root. */
const ROOT_ENTRIES = 3;
/** The second of them. */
export const BITMAP_ENTRY_BYTE = ENTRY_BYTES;
/** A folder has 256 MiB at most. exFAT specification §6.1. */
const MOST_FOLDER_BYTES = 256 << 20;

/** How long a folder is. @throws FolderTooFull */
export function exfatFolderBytes(tree: VolumeTree, row: number): number {
  const from = tree.firstChildOf(row);
  let entries = row === 0 ? ROOT_ENTRIES : 0;
  for (let child = from; child < from + tree.childCountOf(row); child++)
    entries += exfatEntriesOf(tree.nameOf(child));
  if (entries * ENTRY_BYTES > MOST_FOLDER_BYTES) throw new FolderTooFull(tree.pathOf(row), entries);
  // An empty folder has a cluster too.
  return Math.max(1, entries) * ENTRY_BYTES;
}

export interface ExfatRoot {
  readonly label: string;
  readonly bitmap: ExfatPart;
  readonly upCase: ExfatPart;
}

/** The entries of a folder. */
export function exfatFolder(
  tree: VolumeTree,
  places: ClusterPlaces,
  { root, clusterBytes }: { readonly root: ExfatRoot; readonly clusterBytes: number },
  row: number,
): Uint8Array {
  const bytes = new Uint8Array(exfatFolderBytes(tree, row));
  let at = 0;
  const put = (entries: Uint8Array): void => {
    bytes.set(entries, at);
    at += entries.length;
  };
  if (row === 0) {
    put(labelEntry(root.label));
    put(bitmapEntry(root.bitmap));
    put(upCaseEntry(root.upCase, longChecksum(upCaseTable())));
  }
  const from = tree.firstChildOf(row);
  for (let child = from; child < from + tree.childCountOf(row); child++) {
    const isFolder = tree.isFolder(child);
    // A folder is as long as its clusters.
    const sizeBytes = isFolder ? present(places.clusters[child]) * clusterBytes : tree.sizeOf(child);
    const firstCluster = present(places.first[child]);
    const modifiedAt = tree.secondsOf(child);
    put(exfatEntrySet({ name: tree.nameOf(child), isFolder, firstCluster, sizeBytes, modifiedAt }));
  }
  return bytes;
}
