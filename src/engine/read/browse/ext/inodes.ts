import { le16, le32 } from '../../../bytes/codec/little.ts';
import { type InodeAttributes, readInodeAttributes } from '../../../bytes/formats/ext/attributes.ts';
import { groupDescriptor, wideGroup } from '../../../bytes/formats/ext/group.ts';
import {
  BLOCK_FIELD_BYTES,
  extraAt,
  INODE_BYTES,
  inodeAt,
  inodeExtra,
} from '../../../bytes/formats/ext/inode.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import type { Damaged } from '../iso/damage.ts';
import { keptBlocks } from '../kept-blocks.ts';
import type { ExtGeometry } from './geometry.ts';

/** What an inode says, its numbers put together. */
export interface ExtInode {
  readonly number: number;
  readonly mode: number;
  readonly flags: number;
  readonly links: number;
  readonly sizeBytes: number;
  readonly userId: number;
  readonly groupId: number;
  readonly modifiedAtMs: number;
  /** `i_block`: extents, numbers of blocks, a short link, the number of a device, or data. */
  readonly block: Uint8Array;
  /** A block of attributes of its own. */
  readonly hasAttributeBlock: boolean;
  readonly attributes: InodeAttributes;
}

/** Two bits of seconds, thirty of nanoseconds. */
const EPOCH_BITS = 3;

/** The inodes of a file system. */
export class ExtInodes {
  readonly #geometry: ExtGeometry;
  readonly #bytes: ReadAt;
  readonly #damaged: Damaged;
  readonly #tables = new Map<number, number>();

  constructor(geometry: ExtGeometry, bytes: ReadAt, damaged: Damaged) {
    this.#geometry = geometry;
    this.#bytes = keptBlocks(bytes);
    this.#damaged = damaged;
  }

  /** @throws Failure `source-damaged` */
  async read(number: number): Promise<ExtInode> {
    const { inodes, inodesPerGroup, inodeBytes, blockBytes } = this.#geometry;
    if (number < 1 || number > inodes) throw this.#damaged({ reason: 'ext-inode', inode: number });
    const table = await this.#tableOf(Math.floor((number - 1) / inodesPerGroup), number);
    const atByte = table * blockBytes + ((number - 1) % inodesPerGroup) * inodeBytes;
    const bytes = await this.#bytes(atByte, inodeBytes);
    if (bytes.length < inodeBytes) throw this.#damaged({ reason: 'ext-inode', inode: number }, atByte);
    const inode = inodeOf(number, bytes);
    if (!Number.isSafeInteger(inode.sizeBytes))
      throw this.#damaged({ reason: 'ext-inode', inode: number }, atByte);
    return inode;
  }

  /** The first block of a group's inodes. */
  async #tableOf(group: number, inode: number): Promise<number> {
    const known = this.#tables.get(group);
    if (known !== undefined) return known;
    const { descriptorBytes } = this.#geometry;
    const bytes = await this.#bytes(this.#descriptorAt(group), descriptorBytes);
    if (bytes.length < descriptorBytes) throw this.#damaged({ reason: 'ext-inode', inode });
    const { inodeTableLow } = groupDescriptor.decode(bytes, { onNote: () => {} });
    const hasWide = descriptorBytes >= groupDescriptor.sizeBytes + wideGroup.sizeBytes;
    const high = hasWide
      ? wideGroup.decode(bytes, { atByte: groupDescriptor.sizeBytes, onNote: () => {} }).inodeTableHigh
      : 0;
    const table = inodeTableLow + high * 2 ** 32;
    if (table === 0 || table >= this.#geometry.blocks) throw this.#damaged({ reason: 'ext-inode', inode });
    this.#tables.set(group, table);
    return table;
  }

  /** Kernel documentation, "Meta Block Groups". The table follows the superblock's block, which is 1 where blocks have 1 KiB. */
  #descriptorAt(group: number): number {
    const { blockBytes, descriptorBytes, firstMetaGroup, firstDataBlock, blocksPerGroup, hasSuperblock } =
      this.#geometry;
    const perBlock = Math.floor(blockBytes / descriptorBytes);
    const block = Math.floor(group / perBlock);
    const inBlock = (group % perBlock) * descriptorBytes;
    const superblockAt = blockBytes === 1024 ? 1 : 0;
    if (block < firstMetaGroup) return (superblockAt + 1 + block) * blockBytes + inBlock;
    const first = block * perBlock;
    const isShifted = block === 0 && superblockAt === 1 && firstDataBlock === 0;
    const behind = (hasSuperblock(first) ? 1 : 0) + (isShifted ? 1 : 0);
    return (firstDataBlock + first * blocksPerGroup + behind) * blockBytes + inBlock;
  }
}

function inodeOf(number: number, bytes: Uint8Array): ExtInode {
  const extraBytes = bytes.length >= INODE_BYTES + 2 ? le16(bytes, INODE_BYTES) : 0;
  const hasExtraTime =
    extraBytes >= inodeExtra.sizeBytes && bytes.length >= INODE_BYTES + inodeExtra.sizeBytes;
  const extra = hasExtraTime ? le32(bytes, INODE_BYTES + extraAt.modifiedExtra) : 0;
  const seconds = (le32(bytes, inodeAt.modified) | 0) + (extra & EPOCH_BITS) * 2 ** 32;
  return {
    number,
    mode: le16(bytes, inodeAt.mode),
    flags: le32(bytes, inodeAt.flags),
    links: le16(bytes, inodeAt.links),
    sizeBytes: le32(bytes, inodeAt.sizeLow) + le32(bytes, inodeAt.sizeHigh) * 2 ** 32,
    userId: le16(bytes, inodeAt.userLow) + le16(bytes, inodeAt.userHigh) * 2 ** 16,
    groupId: le16(bytes, inodeAt.groupLow) + le16(bytes, inodeAt.groupHigh) * 2 ** 16,
    modifiedAtMs: seconds * 1000 + Math.floor((extra >>> 2) / 1e6),
    block: bytes.slice(inodeAt.block, inodeAt.block + BLOCK_FIELD_BYTES),
    hasAttributeBlock: le32(bytes, inodeAt.attributesLow) + le16(bytes, inodeAt.attributesHigh) !== 0,
    attributes: readInodeAttributes(bytes.slice(Math.min(bytes.length, INODE_BYTES + extraBytes))),
  };
}
