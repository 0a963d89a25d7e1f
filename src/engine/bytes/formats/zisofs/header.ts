import { literal, zeros } from '../../codec/fixed.ts';
import { u8, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

// zisofs version 1, as the filesystem/isofs part of Linux reads it (zisofs-tools, "zisofs format").

/** What a packed file begins with; a table of block places follows, one more than there are blocks. */
export const zisofsHeader = struct('zisofsHeader', 16, [
  field('magic', literal(0x37, 0xe4, 0x53, 0x96, 0xc9, 0xdb, 0xd6, 0x07), 'zisofs'),
  field('sizeBytes', u32le, 'zisofs'),
  field('headerWords', u8, 'zisofs'),
  field('blockLog2', u8, 'zisofs'),
  field('reserved', zeros(2), 'zisofs'),
]);

/** The same of version 2, for sizes and places of 64 bits. zisofs2 format, 2020. */
export const zisofs2Header = struct('zisofs2Header', 24, [
  field('magic', literal(0xef, 0x22, 0x55, 0xa1, 0xbc, 0x1b, 0x95, 0xa0), 'zisofs2 format'),
  field('headerVersion', literal(0), 'zisofs2 format'),
  field('headerWords', u8, 'zisofs2 format'),
  field('algorithm', u8, 'zisofs2 format'),
  field('blockLog2', u8, 'zisofs2 format'),
  field('sizeBytes', u64le, 'zisofs2 format'),
  field('reserved', zeros(4), 'zisofs2 format'),
]);

/** Packed by zlib, the one way that is specified. zisofs2 format. */
export const ZISOFS2_ZLIB = 1;
/** Of blocks of version 2: 1 MiB. */
export const MOST_BLOCK2_LOG2 = 20;
/** Places of version 2. */
export const POINTER2_BYTES = 8;

/** Sizes and places have 32 bits. */
export const MOST_ZISOFS_BYTES = 0xffffffff;
/** Blocks of 32, 64 and 128 KiB: what Linux reads. */
export const LEAST_BLOCK_LOG2 = 15;
export const MOST_BLOCK_LOG2 = 17;
export const POINTER_BYTES = 4;

/** Blocks of a file. */
export function zisofsBlocks(sizeBytes: number, blockLog2: number): number {
  return Math.ceil(sizeBytes / 2 ** blockLog2);
}

/** Bytes before the first block: header and table. */
export function zisofsTableEnd(sizeBytes: number, blockLog2: number): number {
  return zisofsHeader.sizeBytes + POINTER_BYTES * (zisofsBlocks(sizeBytes, blockLog2) + 1);
}
