import { literal, zeros } from '../../codec/fixed.ts';
import { u8, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

// zisofs version 1, as the filesystem/isofs part of Linux reads it (zisofs-tools, "zisofs format").

/** What a packed file begins with; a table of block places follows, one more than there are blocks. */
export const zisofsHeader = struct('zisofsHeader', 16, [
  field('magic', literal(0x37, 0xe4, 0x53, 0x96, 0xc9, 0xdb, 0xd6, 0x07), 'zisofs format'),
  field('sizeBytes', u32le, 'zisofs format'),
  field('headerWords', u8, 'zisofs format'),
  field('blockLog2', u8, 'zisofs format'),
  field('reserved', zeros(2), 'zisofs format'),
]);

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
