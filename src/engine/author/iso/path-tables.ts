import {
  type ByteOrder,
  type PathTableEntry,
  pathTableRecordBytes,
  writePathTable,
} from '../../bytes/formats/iso9660/path-table.ts';
import { present } from '../../contract/failure/present.ts';
import { memorySection, type Section } from '../layout/section.ts';
import type { Directories } from './directories.ts';
import { type Hierarchy, recordedIn } from './hierarchy.ts';

/** Bytes of a hierarchy's path table, without padding. ECMA-119 §8.4.13. */
export function pathTableBytes(hierarchy: Hierarchy): number {
  let bytes = 0;
  for (const ordinal of hierarchy.pathOrder)
    bytes += pathTableRecordBytes(identifierBytes(hierarchy, ordinal));
  return bytes;
}

/** One of the two path tables of a hierarchy. ECMA-119 §6.9. */
export function pathTableSection(
  hierarchy: Hierarchy,
  directories: Directories,
  order: ByteOrder,
  sectionNames: { readonly own: string; readonly directories: string },
): Section {
  return memorySection(sectionNames.own, pathTableBytes(hierarchy), (bytes, where) => {
    writePathTable(bytes, order, entries(hierarchy, directories, where(sectionNames.directories)));
  });
}

function* entries(hierarchy: Hierarchy, directories: Directories, lba: number): Generator<PathTableEntry> {
  const { tree, pathOrder, pathNumber } = hierarchy;
  for (const ordinal of pathOrder) {
    const node = tree.folderAt(ordinal);
    const identifier = new Uint8Array(identifierBytes(hierarchy, ordinal));
    if (node !== 0) hierarchy.writeIdentifier(identifier, 0, node);
    yield {
      identifier,
      extentLba: lba + present(directories.firstSector[ordinal]),
      parentNumber: present(pathNumber[tree.ordinalOf(recordedIn(hierarchy, node))]),
    };
  }
}

function identifierBytes(hierarchy: Hierarchy, ordinal: number): number {
  return ordinal === 0 ? 1 : hierarchy.identifierBytes(hierarchy.tree.folderAt(ordinal));
}
