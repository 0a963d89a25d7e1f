import { NAME_OF_FOLDER } from '../../../bytes/formats/ntfs/file-name.ts';
import type { FileReference } from '../../../bytes/formats/ntfs/file-reference.ts';
import type { IndexedName } from '../../../bytes/formats/ntfs/index.ts';
import { present } from '../../../contract/failure/present.ts';
import type { ByteRange } from '../../../contract/ports/byte-range.ts';
import { isDamage } from '../damage.ts';
import { utf8 } from '../utf8.ts';
import { type Content, safeName, type Volume, type VolumeEntry, type VolumeNote } from '../volume.ts';
import { factsOfFile } from './file-facts.ts';
import type { FileTable } from './file-table.ts';
import { folderNames } from './folder-names.ts';
import type { NtfsMedium } from './medium.ts';
import { openFile } from './open-file.ts';
import { placesOfAttributes } from './stream.ts';

export interface NtfsFacts {
  readonly label: string;
  readonly notes: readonly VolumeNote[];
}

/** What one broken file ends in, when its folder tells of it all the same. */
/** So many records are looked up in the order of the table. */
const NAMES_AT_ONCE = 1024;

/** An NTFS file system. Files of the system itself are not shown; further streams of a file are said and not shown. */
export class NtfsVolume implements Volume {
  readonly standard = 'ntfs';
  readonly label: string;
  readonly notes: readonly VolumeNote[];
  readonly sizeBytes: number;
  readonly root: VolumeEntry;
  readonly #medium: NtfsMedium;
  readonly #table: FileTable;
  readonly #references = new WeakMap<VolumeEntry, FileReference>();

  constructor(medium: NtfsMedium, table: FileTable, root: FileReference, { label, notes }: NtfsFacts) {
    this.#medium = medium;
    this.#table = table;
    this.label = label;
    this.notes = notes;
    this.sizeBytes = medium.geometry.sizeBytes;
    this.root = this.#known({ name: '', type: 'dir', sizeBytes: 0, identity: identityOf(root) }, root);
  }

  async *list(folder: VolumeEntry): AsyncGenerator<VolumeEntry> {
    for await (const entries of this.batches(folder)) yield* entries;
  }

  async *batches(folder: VolumeEntry): AsyncGenerator<readonly VolumeEntry[]> {
    const file = await this.#table.find(this.#referenceOf(folder));
    for await (const names of folderNames(this.#medium, file))
      for (let from = 0; from < names.length; from += NAMES_AT_ONCE)
        yield await this.#entries(names.slice(from, from + NAMES_AT_ONCE));
  }

  async open(entry: VolumeEntry): Promise<Content> {
    return openFile(this.#medium, await this.#table.find(this.#referenceOf(entry)));
  }

  /** Of the record too: a small file has no other place, and a broken record is the loss of a large one. */
  async runs(entry: VolumeEntry): Promise<readonly ByteRange[]> {
    const reference = this.#referenceOf(entry);
    const own = this.#table.placesOf([reference.record]);
    try {
      const { records, attributes } = await this.#table.find(reference);
      const others = this.#table.placesOf(records.filter((record) => record !== reference.record));
      return [...own, ...others, ...placesOfAttributes(this.#medium, attributes)];
    } catch (error) {
      if (isDamage(error)) return own;
      throw error;
    }
  }

  /** In the order of the folder, looked up in that of the table. */
  async #entries(names: readonly IndexedName[]): Promise<VolumeEntry[]> {
    const inOrder = [...names.keys()].sort(
      (a, b) => present(names[a]).reference.record - present(names[b]).reference.record,
    );
    const entries: VolumeEntry[] = new Array(names.length);
    for (const index of inOrder) entries[index] = await this.#entry(present(names[index]));
    return entries;
  }

  async #entry({ reference, fileName }: IndexedName): Promise<VolumeEntry> {
    const named = { name: safeName(utf8(fileName.name)), identity: identityOf(reference) };
    try {
      const facts = await factsOfFile(this.#medium, await this.#table.find(reference));
      return this.#known({ ...named, ...facts }, reference);
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    // What its folder says of it: whoever opens it meets the damage.
    const isFolder = (fileName.flags & NAME_OF_FOLDER) !== 0;
    const { modifiedAtMs, sizeBytes } = fileName;
    const told = {
      type: isFolder ? 'dir' : 'file',
      sizeBytes: isFolder ? 0 : sizeBytes,
      modifiedAtMs,
    } as const;
    return this.#known({ ...named, ...told }, reference);
  }

  #known(entry: VolumeEntry, reference: FileReference): VolumeEntry {
    this.#references.set(entry, reference);
    return entry;
  }

  #referenceOf(entry: VolumeEntry): FileReference {
    return present(this.#references.get(entry));
  }
}

function identityOf({ record }: FileReference): string {
  return `ntfs-${record}`;
}
