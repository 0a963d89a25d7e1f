import {
  ATTRIBUTE_ARCHIVE,
  ATTRIBUTE_FOLDER,
  ATTRIBUTE_VOLUME_LABEL,
  DIRECTORY_ENTRY_BYTES,
  shortEntryBytes,
} from './directory-entry.ts';
import { FatNames } from './names.ts';
import { type FatFolder, isFolder } from './tree.ts';

const SELF = Uint8Array.from('.          ', (letter) => letter.charCodeAt(0));
const PARENT = Uint8Array.from('..         ', (letter) => letter.charCodeAt(0));

/** Entries a folder needs, with `.` and `..` or the volume label. */
export function directoryEntryCount<C>(folder: FatFolder<C>, isRoot: boolean): number {
  const names = new FatNames(namesIn(folder));
  const own = folder.entries.reduce((sum, { name }) => sum + 1 + names.take(name).longEntries.length, 0);
  return own + (isRoot ? 1 : 2);
}

function namesIn<C>({ entries }: FatFolder<C>): string[] {
  return entries.map(({ name }) => name);
}

export interface DirectoryContext<C> {
  /** First cluster of an entry; 0 for the root as a parent, and for an empty file. */
  readonly clusterOf: (entry: FatFolder<C>['entries'][0]) => number;
  readonly ownCluster: number;
  readonly parentCluster: number;
  /** Of the root, in place of `.` and `..`; no bytes for no label. */
  readonly label?: Uint8Array;
}

/** The bytes of a folder's entries. fatgen103 "FAT directory structure". */
export function directoryBytes<C>(folder: FatFolder<C>, context: DirectoryContext<C>): Uint8Array {
  const names = new FatNames(namesIn(folder));
  const parts: Uint8Array[] = [...headOf(folder, context)];
  for (const entry of folder.entries) {
    const { short, longEntries } = names.take(entry.name);
    parts.push(...longEntries);
    parts.push(
      shortEntryBytes({
        name: short,
        attributes: isFolder(entry) ? ATTRIBUTE_FOLDER : ATTRIBUTE_ARCHIVE,
        firstCluster: context.clusterOf(entry),
        sizeBytes: isFolder(entry) ? 0 : entry.sizeBytes,
        modifiedAt: entry.modifiedAt,
      }),
    );
  }
  const bytes = new Uint8Array(parts.length * DIRECTORY_ENTRY_BYTES);
  for (const [i, part] of parts.entries()) bytes.set(part, i * DIRECTORY_ENTRY_BYTES);
  return bytes;
}

function headOf<C>({ modifiedAt }: FatFolder<C>, context: DirectoryContext<C>): Uint8Array[] {
  const entry = (name: Uint8Array, attributes: number, firstCluster: number) =>
    shortEntryBytes({ name, attributes, firstCluster, sizeBytes: 0, modifiedAt });
  if (context.label?.length === 0) return [];
  if (context.label) return [entry(context.label, ATTRIBUTE_VOLUME_LABEL, 0)];
  return [
    entry(SELF, ATTRIBUTE_FOLDER, context.ownCluster),
    entry(PARENT, ATTRIBUTE_FOLDER, context.parentCluster),
  ];
}
