import { directoryBytes } from '../../../bytes/formats/fat/directory.ts';
import { DIRECTORY_ENTRY_BYTES } from '../../../bytes/formats/fat/directory-entry.ts';
import { fatLabelBytes } from '../../../bytes/formats/fat/label.ts';
import { entriesOfName } from '../../../bytes/formats/fat/names.ts';
import type { FatFile, FatFolder } from '../../../bytes/formats/fat/tree.ts';
import { present } from '../../../contract/failure/present.ts';
import { type ClusterPlaces, FolderTooFull } from '../cluster-places.ts';
import type { VolumeTree } from '../volume-tree.ts';

type Entry = FatFolder<number> | FatFile<number>;

/** A folder ends here: 2 MiB of entries. fatgen103 "FAT directory structure". */
const MOST_FOLDER_ENTRIES = 65_536;

/**
 * How long a folder is, with `.` and `..` or the volume label.
 *
 * @param rootBytes of a root that has a place of its own
 * @throws FolderTooFull with more entries than FAT counts
 */
export function fatFolderBytes(tree: VolumeTree, row: number, rootBytes?: number): number {
  const from = tree.firstChildOf(row);
  let entries = row === 0 ? 1 : 2;
  for (let child = from; child < from + tree.childCountOf(row); child++)
    entries += entriesOfName(tree.nameOf(child));
  const most = row === 0 && rootBytes !== undefined ? rootBytes / DIRECTORY_ENTRY_BYTES : MOST_FOLDER_ENTRIES;
  if (entries > most) throw new FolderTooFull(tree.pathOf(row), entries);
  return Math.max(1, entries) * DIRECTORY_ENTRY_BYTES;
}

const NO_LABEL = new Uint8Array();

/** The entries of a folder. @param label for the root; '' for none */
export function fatFolder(tree: VolumeTree, places: ClusterPlaces, label: string, row: number): Uint8Array {
  const rowOf = new Map<Entry, number>();
  const clusterOf = (of: number): number => present(places.first[of]);
  const from = tree.firstChildOf(row);
  const entries = Array.from({ length: tree.childCountOf(row) }, (_, i) => {
    const entry = entryOf(tree, from + i);
    rowOf.set(entry, from + i);
    return entry;
  });
  const folder = { name: '', modifiedAt: tree.secondsOf(row), entries };
  const parent = tree.parentOf(row);
  return directoryBytes(folder, {
    clusterOf: (entry) => clusterOf(present(rowOf.get(entry))),
    ownCluster: clusterOf(row),
    // The root is cluster 0 to its subfolders, on FAT32 too.
    parentCluster: parent === 0 ? 0 : clusterOf(parent),
    ...(row === 0 && { label: label === '' ? NO_LABEL : fatLabelBytes(label) }),
  });
}

function entryOf(tree: VolumeTree, row: number): Entry {
  const name = tree.nameOf(row);
  const modifiedAt = tree.secondsOf(row);
  if (tree.isFolder(row)) return { name, modifiedAt, entries: [] };
  return { name, modifiedAt, sizeBytes: tree.sizeOf(row), content: row };
}
