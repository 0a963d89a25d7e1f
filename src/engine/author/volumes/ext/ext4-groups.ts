import { groupDescriptor } from '../../../bytes/formats/ext/group.ts';
import { COUNTERS_AT, crc16, groupCounters, groupFlags } from '../../../bytes/formats/ext/made.ts';
import { blocksIn, EXT_BLOCK_BYTES, type Ext4Shape, placesIn, usedBlocksOf } from './ext4-shape.ts';

/** Inodes in use when the volume is new: those that are reserved, lost+found, and one file. */
export const FIRST_FREE_INODE = 13;
const USED_INODES = FIRST_FREE_INODE - 1;
const CHECKSUM_AT = groupDescriptor.sizeBytes - 2;

/** What all groups together have left. */
export function freeIn(shape: Ext4Shape): { readonly blocks: number; readonly inodes: number } {
  let blocks = 0;
  for (let group = 0; group < shape.groups; group++) blocks += freeBlocksOf(shape, group);
  return { blocks, inodes: shape.groups * shape.inodesPerGroup - USED_INODES };
}

function freeBlocksOf(shape: Ext4Shape, group: number): number {
  return blocksIn(shape, group) - usedBlocksOf(shape, group);
}

/** The descriptors of all groups, in whole blocks. Bitmaps and tables of groups that nothing is in are not written, and they say so. */
export function descriptorsOf(shape: Ext4Shape, uuid: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(shape.descriptorBlocks * EXT_BLOCK_BYTES);
  for (let group = 0; group < shape.groups; group++) {
    const own = bytes.subarray(group * groupDescriptor.sizeBytes, (group + 1) * groupDescriptor.sizeBytes);
    const { blockBitmap, inodeBitmap, inodeTable } = placesIn(shape, group);
    groupDescriptor.write(own, 0, {
      blockBitmapLow: blockBitmap,
      inodeBitmapLow: inodeBitmap,
      inodeTableLow: inodeTable,
    });
    const freeInodes = shape.inodesPerGroup - (group === 0 ? USED_INODES : 0);
    const counters = {
      freeBlocks: freeBlocksOf(shape, group),
      freeInodes,
      folders: group === 0 ? 2 : 0,
      flags: flagsOf(shape, group),
      unusedInodes: freeInodes,
    };
    groupCounters.write(own, COUNTERS_AT, { ...counters, checksum: 0 });
    groupCounters.write(own, COUNTERS_AT, { ...counters, checksum: sumOf(uuid, group, own) });
  }
  return bytes;
}

/** The last group may be short, which only a bitmap tells. */
function flagsOf({ groups }: Ext4Shape, group: number): number {
  const { inodesUnwritten, bitmapUnwritten, tableZeroed } = groupFlags;
  if (group === 0) return tableZeroed;
  return group === groups - 1 ? inodesUnwritten : inodesUnwritten | bitmapUnwritten;
}

function sumOf(uuid: Uint8Array, group: number, descriptor: Uint8Array): number {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, group, true);
  return crc16(crc16(crc16(0xffff, uuid), number), descriptor.subarray(0, CHECKSUM_AT));
}

/** What is used of a group's blocks; behind its last block there is nothing. */
export function blockBitmapOf(shape: Ext4Shape, group: number): Uint8Array {
  const blocks = blocksIn(shape, group);
  return bitmap((block) => block < usedBlocksOf(shape, group) || block >= blocks);
}

export function inodeBitmapOf({ inodesPerGroup }: Ext4Shape): Uint8Array {
  return bitmap((index) => index < USED_INODES || index >= inodesPerGroup);
}

function bitmap(isUsed: (index: number) => boolean): Uint8Array {
  const bytes = new Uint8Array(EXT_BLOCK_BYTES);
  for (let index = 0; index < 8 * EXT_BLOCK_BYTES; index++)
    if (isUsed(index)) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  return bytes;
}
