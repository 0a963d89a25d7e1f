import { BLOCK_FIELD_BYTES, inodeFlags } from '../../../bytes/formats/ext/inode.ts';
import { volumeUnsupported } from '../../../contract/failure/source-failures.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { StoredContent } from '../content.ts';
import type { Damaged } from '../iso/damage.ts';
import { MemoryContent } from '../memory-content.ts';
import { RunList } from '../run-list.ts';
import type { Content, ContentRun } from '../volume.ts';
import { addBlocks } from './block-map.ts';
import { ExtBlocks } from './blocks.ts';
import { addExtents } from './extents.ts';
import type { ExtGeometry } from './geometry.ts';
import type { ExtInode } from './inodes.ts';

/** The contents of files and folders, by their inodes. */
export class ExtFiles {
  readonly #image: Readable;
  readonly #inodeBytes: number;
  readonly #imagePath: string;
  readonly #blocks: ExtBlocks;

  constructor(geometry: ExtGeometry, image: Readable, imagePath: string, damaged: Damaged) {
    this.#image = image;
    this.#inodeBytes = geometry.inodeBytes;
    this.#imagePath = imagePath;
    this.#blocks = new ExtBlocks(geometry, image, damaged);
  }

  /** @throws Failure `source-damaged`, `file-system-unsupported` */
  async open(inode: ExtInode): Promise<Content> {
    if (inode.flags & inodeFlags.encrypted)
      throw volumeUnsupported(this.#imagePath, { reason: 'entry-encrypted' });
    if (inode.flags & inodeFlags.inlineData) return new MemoryContent(this.inlineData(inode));
    return new StoredContent(this.#image, await this.runs(inode));
  }

  /** Also of what is encrypted. None of data that stands in the inode. @throws Failure `source-damaged` */
  async runs(inode: ExtInode): Promise<readonly ContentRun[]> {
    if (inode.flags & inodeFlags.inlineData) return [];
    const list = new RunList(inode.sizeBytes);
    if (inode.flags & inodeFlags.extents) await addExtents(this.#blocks, inode, list);
    else await addBlocks(this.#blocks, inode, list);
    return list.finish();
  }

  /** What fits into `i_block`, and the rest. Kernel documentation, "Inline Data". @throws Failure `source-damaged` */
  inlineData({ number, block, attributes, sizeBytes }: ExtInode): Uint8Array {
    const rest = attributes.data ?? new Uint8Array(0);
    // What was made longer and not written since is zeros.
    if (sizeBytes > this.#inodeBytes)
      throw this.#blocks.damaged({ reason: 'ext-inline-data', inode: number });
    const bytes = new Uint8Array(sizeBytes);
    bytes.set(block.subarray(0, sizeBytes));
    const behind = Math.max(0, sizeBytes - BLOCK_FIELD_BYTES);
    bytes.set(rest.subarray(0, behind), sizeBytes - behind);
    return bytes;
  }
}
