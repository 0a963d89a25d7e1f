import { ignored } from '../../codec/fixed.ts';
import { u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

const SECTION = 'Block Group Descriptors';

/** struct ext4_group_desc of 32 bytes. Linux, Documentation/filesystems/ext4/group_descr.rst. */
export const groupDescriptor = struct('groupDescriptor', 32, [
  field('blockBitmapLow', u32le, SECTION),
  field('inodeBitmapLow', u32le, SECTION),
  field('inodeTableLow', u32le, SECTION),
  field('counters', ignored(20), SECTION),
]);

/** What follows where numbers of blocks have 64 bits. */
export const wideGroup = struct('wideGroup', 12, [
  field('blockBitmapHigh', u32le, SECTION),
  field('inodeBitmapHigh', u32le, SECTION),
  field('inodeTableHigh', u32le, SECTION),
]);
