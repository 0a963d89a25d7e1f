import { ignored, raw } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, offsetsOf, struct } from '../../codec/struct.ts';

const SECTION = 'Index Nodes';

/** struct ext4_inode, what all have. Linux, Documentation/filesystems/ext4/inodes.rst; `osd2` as Linux has it. */
export const extInode = struct('extInode', 128, [
  field('mode', u16le, SECTION),
  field('userLow', u16le, SECTION),
  field('sizeLow', u32le, SECTION),
  field('accessed', u32le, SECTION),
  field('changed', u32le, SECTION),
  field('modified', u32le, SECTION),
  field('deleted', u32le, SECTION),
  field('groupLow', u16le, SECTION),
  field('links', u16le, SECTION),
  field('sectorsLow', u32le, SECTION),
  field('flags', u32le, SECTION),
  field('version', ignored(4), SECTION),
  field('block', raw(60), SECTION),
  field('generation', u32le, SECTION),
  field('attributesLow', u32le, SECTION),
  field('sizeHigh', u32le, SECTION),
  field('fragment', ignored(4), SECTION),
  field('sectorsHigh', u16le, SECTION),
  field('attributesHigh', u16le, SECTION),
  field('userHigh', u16le, SECTION),
  field('groupHigh', u16le, SECTION),
  field('checksumLow', u16le, SECTION),
  field('reserved', ignored(2), SECTION),
]);

/** A folder of many files has as many of these: they are read by their places. */
export const inodeAt = offsetsOf(extInode);
export const INODE_BYTES = extInode.sizeBytes;
export const BLOCK_FIELD_BYTES = 60;

/** What follows the first 128 bytes: how long it is, and the upper bits of the time. */
export const inodeExtra = struct('inodeExtra', 12, [
  field('extraBytes', u16le, SECTION),
  field('checksumHigh', u16le, SECTION),
  field('changedExtra', u32le, SECTION),
  field('modifiedExtra', u32le, SECTION),
]);
export const extraAt = offsetsOf(inodeExtra);

/** i_flags. */
export const inodeFlags = {
  encrypted: 0x800,
  extents: 0x80000,
  inlineData: 0x10000000,
} as const;

export const ROOT_INODE = 2;
