import { type BlobTable, readBlobTable } from '../../../bytes/formats/wim/blob-table.ts';
import { type Dentry, readDentry, rootAt } from '../../../bytes/formats/wim/dentry.ts';
import type { WimHeader } from '../../../bytes/formats/wim/header.ts';
import { present } from '../../../contract/failure/present.ts';
import { UnpackedBlocks } from '../unpacked-blocks.ts';
import type { WimMedium } from './wim-medium.ts';

/** An entry of the tree of an image. */
export interface WimNode {
  /** Which image, from 0 on. */
  readonly image: number;
  /** Where in its tree it stands. */
  readonly atByte: number;
  readonly dentry: Dentry;
}

/** Windows itself has trees of some 20 MiB. */
const MOST_TREE_BYTES = 64 << 20;
const MOST_KEPT_BYTES = 64 << 20;
const MOST_TABLE_BYTES = 32 << 20;

/** The images of a WIM: their trees, which are unpacked when they are looked into, and what their files contain. */
export class WimImages {
  readonly medium: WimMedium;
  readonly blobs: BlobTable;
  readonly #trees = new UnpackedBlocks<{ readonly bytes: Uint8Array }>(MOST_KEPT_BYTES);

  private constructor(medium: WimMedium, blobs: BlobTable) {
    this.medium = medium;
    this.blobs = blobs;
  }

  /** @throws Failure `source-damaged`, `source-truncated`, `source-unreadable` */
  static async open(medium: WimMedium, { blobTable }: WimHeader): Promise<WimImages> {
    const blobs = readBlobTable(await medium.whole(blobTable, MOST_TABLE_BYTES));
    if (!blobs) throw medium.damaged('wim-table', blobTable.atByte);
    return new WimImages(medium, blobs);
  }

  /** The root of an image. @throws Failure as `children` */
  async root(image: number): Promise<WimNode> {
    const tree = await this.#tree(image);
    const atByte = rootAt(tree);
    const dentry = atByte === undefined ? undefined : readDentry(tree, atByte);
    if (atByte === undefined || dentry === undefined || dentry === 'end') throw this.#broken(image);
    return { image, atByte, dentry };
  }

  /** @throws Failure `source-damaged`, `source-truncated`, `source-unreadable` */
  async *children({ image, dentry: { childrenAt } }: WimNode): AsyncGenerator<WimNode> {
    const tree = await this.#tree(image);
    for (let atByte = childrenAt; childrenAt !== 0; ) {
      const dentry = readDentry(tree, atByte);
      if (dentry === undefined) throw this.#broken(image);
      if (dentry === 'end') return;
      yield { image, atByte, dentry };
      atByte = dentry.nextAt;
    }
  }

  async #tree(image: number): Promise<Uint8Array> {
    const resource = present(this.blobs.trees[image]);
    const { bytes } = await this.#trees.get(image, async () => ({
      bytes: await this.medium.whole(resource, MOST_TREE_BYTES),
    }));
    return bytes;
  }

  #broken(image: number) {
    return this.medium.damaged('wim-tree', this.blobs.trees[image]?.atByte);
  }
}
