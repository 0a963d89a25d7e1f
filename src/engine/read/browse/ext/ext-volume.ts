import { type ExtName, readExtNames } from '../../../bytes/formats/ext/directory.ts';
import { BLOCK_FIELD_BYTES, inodeFlags, ROOT_INODE } from '../../../bytes/formats/ext/inode.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import type { Failure } from '../../../contract/failure/failure.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import type { Damaged } from '../iso/damage.ts';
import type { Content, ContentRun, Volume, VolumeEntry, VolumeNote } from '../volume.ts';
import { entryOf, entryTypeOf } from './entry.ts';
import { ExtFiles } from './files.ts';
import type { ExtGeometry } from './geometry.ts';
import { type ExtInode, ExtInodes } from './inodes.ts';

/** Linux follows no longer ones. */
const MOST_LINK_BYTES = 65536;
/** `i_block` of a folder of inline data begins with the number of its parent. */
const PARENT_BYTES = 4;

export interface ExtVolumeOptions {
  readonly image: Readable;
  readonly imagePath: string;
  readonly geometry: ExtGeometry;
  readonly damaged: Damaged;
  readonly notes: readonly VolumeNote[];
}

/** ext2, ext3 or ext4, as Linux shows it. */
export class ExtVolume implements Volume {
  readonly notes: readonly VolumeNote[];
  readonly root: VolumeEntry;
  readonly #geometry: ExtGeometry;
  readonly #inodes: ExtInodes;
  readonly #files: ExtFiles;
  readonly #damaged: Damaged;
  readonly #inodeOf = new WeakMap<VolumeEntry, number>();

  /** @throws Failure `source-damaged` */
  static async open(options: ExtVolumeOptions): Promise<ExtVolume> {
    const { image, geometry, damaged } = options;
    const inodes = new ExtInodes(geometry, bytesOf(image), damaged);
    const root = await inodes.read(ROOT_INODE);
    if (entryTypeOf(root) !== 'dir') throw damaged({ reason: 'ext-inode', inode: ROOT_INODE });
    return new ExtVolume(options, inodes, root);
  }

  private constructor(options: ExtVolumeOptions, inodes: ExtInodes, root: ExtInode) {
    const { image, imagePath, geometry, damaged, notes } = options;
    this.notes = notes;
    this.#geometry = geometry;
    this.#inodes = inodes;
    this.#files = new ExtFiles(geometry, image, imagePath, damaged);
    this.#damaged = damaged;
    this.root = { ...entryOf('', root, 'dir'), name: '' };
    this.#inodeOf.set(this.root, ROOT_INODE);
  }

  get standard(): ExtGeometry['standard'] {
    return this.#geometry.standard;
  }

  get label(): string {
    return this.#geometry.label;
  }

  get sizeBytes(): number {
    return this.#geometry.sizeBytes;
  }

  async *list(folder: VolumeEntry): AsyncGenerator<VolumeEntry> {
    for await (const entries of this.batches(folder)) yield* entries;
  }

  async *batches(folder: VolumeEntry): AsyncGenerator<readonly VolumeEntry[]> {
    for await (const names of this.#names(await this.#inode(folder))) {
      const entries: VolumeEntry[] = [];
      try {
        for (const name of names) entries.push(await this.#entry(name));
      } catch (error) {
        yield entries;
        throw error;
      }
      yield entries;
    }
  }

  async open(entry: VolumeEntry): Promise<Content> {
    return this.#files.open(await this.#inode(entry));
  }

  async runs(entry: VolumeEntry): Promise<readonly ContentRun[]> {
    if (entry.type !== 'file' && entry.type !== 'dir') return [];
    return this.#files.runs(await this.#inode(entry));
  }

  /** Entries keep no more than a number: a folder may have millions. */
  async #inode(entry: VolumeEntry): Promise<ExtInode> {
    const number = this.#inodeOf.get(entry);
    if (number === undefined) throw this.#damaged({ reason: 'ext-inode', inode: 0 });
    return this.#inodes.read(number);
  }

  async *#names(folder: ExtInode): AsyncGenerator<readonly ExtName[]> {
    if (folder.flags & inodeFlags.inlineData) {
      yield this.#inlineNames(folder);
      return;
    }
    const content = await this.#files.open(folder);
    const { blockBytes } = this.#geometry;
    const { recorded = [] } = content;
    for (const { atByte, lengthBytes } of recorded)
      for (let at = atByte; at < atByte + lengthBytes; at += blockBytes) {
        const block = new Uint8Array(Math.min(blockBytes, atByte + lengthBytes - at));
        await content.read(at, block);
        yield this.#namesIn(block, folder);
      }
  }

  /** Entries behind the number of the parent, and in a second area of their own. */
  #inlineNames(folder: ExtInode): readonly ExtName[] {
    const data = this.#files.inlineData(folder);
    if (data.length < BLOCK_FIELD_BYTES) throw this.#folderDamage(folder);
    const rest = data.subarray(BLOCK_FIELD_BYTES);
    return [data.subarray(PARENT_BYTES, BLOCK_FIELD_BYTES), rest].flatMap((area) =>
      this.#namesIn(area, folder),
    );
  }

  #namesIn(block: Uint8Array, folder: ExtInode): readonly ExtName[] {
    const names = readExtNames(block);
    if (names === undefined) throw this.#folderDamage(folder);
    return names;
  }

  async #entry({ name, inode: number }: ExtName): Promise<VolumeEntry> {
    const inode = await this.#inodes.read(number);
    const type = entryTypeOf(inode);
    if (type === undefined) throw this.#damaged({ reason: 'ext-inode', inode: number });
    const entry = entryOf(name, inode, type, type === 'symlink' ? await this.#target(inode) : undefined);
    this.#inodeOf.set(entry, number);
    return entry;
  }

  /** Short ones stand in the inode. Of an encrypted one nothing is known. */
  async #target(inode: ExtInode): Promise<string> {
    const { sizeBytes, flags, block, number } = inode;
    if (flags & inodeFlags.encrypted) return '';
    if (sizeBytes > MOST_LINK_BYTES) throw this.#damaged({ reason: 'ext-inode', inode: number });
    const isFast =
      (flags & (inodeFlags.extents | inodeFlags.inlineData)) === 0 && sizeBytes < BLOCK_FIELD_BYTES;
    if (isFast) return Buffer.from(block.subarray(0, sizeBytes)).toString('latin1');
    const content = await this.#files.open(inode);
    const bytes = new Uint8Array(content.sizeBytes);
    await content.read(0, bytes);
    return Buffer.from(bytes).toString('latin1');
  }

  #folderDamage({ number }: ExtInode): Failure {
    return this.#damaged({ reason: 'ext-directory', inode: number });
  }
}
