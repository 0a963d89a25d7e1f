import { u16le, u32le } from '../../codec/numbers.ts';
import { field, offsetsOf, struct } from '../../codec/struct.ts';

const SECTION = 'Extent Tree';

/** struct ext4_extent_header. Linux, Documentation/filesystems/ext4/ifork.rst. */
export const extentHeader = struct('extentHeader', 12, [
  field('magic', u16le, SECTION),
  field('entries', u16le, SECTION),
  field('most', u16le, SECTION),
  field('depth', u16le, SECTION),
  field('generation', u32le, SECTION),
]);

/** struct ext4_extent_idx. */
export const extentIndex = struct('extentIndex', 12, [
  field('fileBlock', u32le, SECTION),
  field('nodeLow', u32le, SECTION),
  field('nodeHigh', u16le, SECTION),
  field('unused', u16le, SECTION),
]);

/** struct ext4_extent. */
export const extentLeaf = struct('extentLeaf', 12, [
  field('fileBlock', u32le, SECTION),
  field('blocks', u16le, SECTION),
  field('startHigh', u16le, SECTION),
  field('startLow', u32le, SECTION),
]);

export const headerAt = offsetsOf(extentHeader);
export const indexAt = offsetsOf(extentIndex);
export const leafAt = offsetsOf(extentLeaf);
export const EXTENT_BYTES = 12;
export const EXTENT_MAGIC = 0xf30a;
/** No tree is deeper. */
export const DEEPEST_EXTENTS = 5;
/** Longer ones are reserved and not written: they read as zeros, and are this much shorter. */
export const MOST_WRITTEN_BLOCKS = 32768;
