import { le32 } from '../../../bytes/codec/little.ts';
import { LENGTH_MASK } from '../../../bytes/formats/squashfs/inode.ts';
import { present } from '../../../contract/failure/present.ts';
import type { ByteRange } from '../../../contract/ports/byte-range.ts';
import { isDamage } from '../damage.ts';
import { type Content, safeName, type Volume, type VolumeEntry } from '../volume.ts';
import { blockWords, fragmentPlace, SquashContent } from './file-content.ts';
import { folderNames, type ListedName } from './folder.ts';
import { type FileData, type Inode, readInode } from './inodes.ts';
import type { MetadataPlace, SquashMedium } from './medium.ts';

/** A squashfs of version 4. What stands in one broken block of inodes costs what is in it; its names are in the folders. */
export class SquashVolume implements Volume {
  readonly standard = 'squashfs';
  readonly label = '';
  readonly sizeBytes: number;
  readonly root: VolumeEntry;
  readonly #medium: SquashMedium;
  readonly #places = new WeakMap<VolumeEntry, MetadataPlace>();

  constructor(medium: SquashMedium, root: Inode, place: MetadataPlace) {
    this.#medium = medium;
    this.sizeBytes = medium.superblock.usedBytes;
    this.root = { name: '', identity: identityOf(root.head.number), type: 'dir', sizeBytes: 0 };
    this.#places.set(this.root, place);
  }

  async *list(folder: VolumeEntry): AsyncGenerator<VolumeEntry> {
    for await (const entries of this.batches(folder)) yield* entries;
  }

  async *batches(folder: VolumeEntry): AsyncGenerator<readonly VolumeEntry[]> {
    const inode = await readInode(this.#medium, this.#placeOf(folder));
    for await (const names of folderNames(this.#medium, inode)) {
      const entries: VolumeEntry[] = [];
      for (const name of names) entries.push(await this.#entry(name));
      yield entries;
    }
  }

  async open(entry: VolumeEntry): Promise<Content> {
    const inode = await readInode(this.#medium, this.#placeOf(entry));
    if (!isFile(inode)) throw this.#medium.damaged('squashfs-inode');
    return new SquashContent(
      this.#medium,
      inode.sizeBytes,
      inode.data,
      await blockWords(this.#medium, inode),
    );
  }

  /** Of the block of inodes too, which others share: with it the file is lost. */
  async runs(entry: VolumeEntry): Promise<readonly ByteRange[]> {
    const { blockByte } = this.#placeOf(entry);
    try {
      const lengthBytes = await this.#medium.storedMetadataBytes(blockByte);
      const inode = await readInode(this.#medium, this.#placeOf(entry));
      return [{ atByte: blockByte, lengthBytes }, ...(isFile(inode) ? await this.#dataRuns(inode) : [])];
    } catch (error) {
      if (isDamage(error)) return [{ atByte: blockByte, lengthBytes: 2 }];
      throw error;
    }
  }

  async #dataRuns(inode: Inode & { readonly data: FileData }): Promise<ByteRange[]> {
    const words = await blockWords(this.#medium, inode);
    const lengthBytes = words.reduce((sum, word) => sum + (word & LENGTH_MASK), 0);
    const runs = lengthBytes > 0 ? [{ atByte: inode.data.startByte, lengthBytes }] : [];
    if (inode.data.fragment === undefined) return runs;
    const { startByte, length } = await fragmentPlace(this.#medium, inode.data.fragment);
    return [...runs, { atByte: startByte, lengthBytes: length & LENGTH_MASK }];
  }

  async #entry(listed: ListedName): Promise<VolumeEntry> {
    const { name, type, number, inode: place } = listed;
    const named = { name: safeName(name), identity: identityOf(number) };
    const entry = await readInode(this.#medium, place).then(
      (inode) => this.#told(named, inode),
      (error: unknown): VolumeEntry => {
        if (isDamage(error)) return { ...named, type, sizeBytes: 0 };
        throw error;
      },
    );
    this.#places.set(entry, place);
    return entry;
  }

  async #told(named: Pick<VolumeEntry, 'name' | 'identity'>, inode: Inode): Promise<VolumeEntry> {
    const { head, type, sizeBytes, target, device, hasAttributes } = inode;
    return {
      ...named,
      type,
      sizeBytes,
      permissions: head.permissions & 0o7777,
      userId: await this.#id(head.userIndex),
      groupId: await this.#id(head.groupIndex),
      modifiedAtMs: head.modifiedAtSeconds * 1000,
      ...(target !== undefined && { target }),
      ...(device && { device }),
      ...(hasAttributes && { hasAttributes }),
    };
  }

  async #id(index: number): Promise<number> {
    const { ids, idTableByte } = this.#medium.superblock;
    if (index >= ids) throw this.#medium.damaged('squashfs-table', idTableByte);
    return le32(await this.#medium.tableEntry(idTableByte, index, 4), 0);
  }

  #placeOf(entry: VolumeEntry): MetadataPlace {
    return present(this.#places.get(entry));
  }
}

function isFile(inode: Inode): inode is Inode & { readonly data: FileData } {
  return inode.data !== undefined;
}

function identityOf(number: number): string {
  return `squashfs-${number}`;
}
