/** Blocks and inodes of this size, whatever the volume's. */
export const EXT_BLOCK_BYTES = 4096;
export const EXT_INODE_BYTES = 256;
/** As many as one block has bits. */
const GROUP_BLOCKS = 8 * EXT_BLOCK_BYTES;
const GROUP_INODES = 8192;
const DESCRIPTOR_BYTES = 32;
const INODES_A_BLOCK = EXT_BLOCK_BYTES / EXT_INODE_BYTES;
/** A file for each 16 KiB, as mke2fs has it. */
const BLOCKS_AN_INODE = 4;
/** A last group that has no room for more than its own tables is left out. */
const LEAST_DATA_BLOCKS = 64;
export const LOST_FOUND_BLOCKS = 4;
/** Root, lost+found, and one small file. */
const FIRST_BLOCKS = 1 + LOST_FOUND_BLOCKS + 1;
export const LEAST_EXT_BYTES = 16 << 20;
/** Larger volumes number their blocks with more than 32 bits. */
export const MOST_EXT_BYTES = 2 ** 32 * EXT_BLOCK_BYTES - EXT_BLOCK_BYTES;

/** Sizes of the journal, as small as mke2fs makes them: all of it is written. */
const journals = [
  { underBlocks: 32_768, blocks: 1024 },
  { underBlocks: 262_144, blocks: 4096 },
  { underBlocks: Number.POSITIVE_INFINITY, blocks: 8192 },
] as const;

/** Where everything of an ext4 volume is, by its size alone. Linux, Documentation/filesystems/ext4/blockgroup.rst. */
export interface Ext4Shape {
  readonly blocks: number;
  readonly groups: number;
  readonly inodesPerGroup: number;
  readonly inodeTableBlocks: number;
  readonly descriptorBlocks: number;
  readonly journalBlocks: number;
}

/** @throws RangeError for a volume under `LEAST_EXT_BYTES` or over `MOST_EXT_BYTES` */
export function ext4Shape(sizeBytes: number): Ext4Shape {
  if (sizeBytes < LEAST_EXT_BYTES || sizeBytes > MOST_EXT_BYTES) throw new RangeError('ext4');
  const shape = shapeOf(Math.floor(sizeBytes / EXT_BLOCK_BYTES));
  const last = shape.groups - 1;
  const isTooSmall = last > 0 && blocksIn(shape, last) < ownBlocksOf(shape, last) + LEAST_DATA_BLOCKS;
  return isTooSmall ? shapeOf(last * GROUP_BLOCKS) : shape;
}

function shapeOf(blocks: number): Ext4Shape {
  const groups = Math.ceil(blocks / GROUP_BLOCKS);
  const few = Math.ceil(blocks / BLOCKS_AN_INODE / INODES_A_BLOCK) * INODES_A_BLOCK;
  const inodesPerGroup = Math.min(GROUP_INODES, few);
  return {
    blocks,
    groups,
    inodesPerGroup,
    inodeTableBlocks: inodesPerGroup / INODES_A_BLOCK,
    descriptorBlocks: Math.ceil((groups * DESCRIPTOR_BYTES) / EXT_BLOCK_BYTES),
    journalBlocks: journals.find(({ underBlocks }) => blocks < underBlocks)?.blocks ?? 0,
  };
}

export const BLOCKS_PER_GROUP = GROUP_BLOCKS;

export function blocksIn({ blocks }: Pick<Ext4Shape, 'blocks'>, group: number): number {
  return Math.min(GROUP_BLOCKS, blocks - group * GROUP_BLOCKS);
}

/** Groups 0 and 1 and those whose number is a power of 3, 5 or 7 have a copy of superblock and descriptors. */
export function hasCopy(group: number): boolean {
  return group <= 1 || [3, 5, 7].some((base) => isPowerOf(base, group));
}

function isPowerOf(base: number, value: number): boolean {
  let rest = value;
  while (rest % base === 0) rest /= base;
  return rest === 1;
}

/** From the start of the volume: bitmaps, table of inodes, and what comes behind them in a group. */
export function placesIn(shape: Ext4Shape, group: number) {
  const first = group * GROUP_BLOCKS;
  const blockBitmap = first + (hasCopy(group) ? 1 + shape.descriptorBlocks : 0);
  const inodeTable = blockBitmap + 2;
  return {
    first,
    blockBitmap,
    inodeBitmap: blockBitmap + 1,
    inodeTable,
    data: inodeTable + shape.inodeTableBlocks,
  };
}

/** Blocks of a group that hold its own tables. */
export function ownBlocksOf(shape: Ext4Shape, group: number): number {
  const { first, data } = placesIn(shape, group);
  return data - first;
}

/** Blocks of a group that are in use when the volume is new: the first one has its files. */
export function usedBlocksOf(shape: Ext4Shape, group: number): number {
  return ownBlocksOf(shape, group) + (group === 0 ? FIRST_BLOCKS + shape.journalBlocks : 0);
}

/** Where the files of a new volume lie. */
export function filesIn(shape: Ext4Shape) {
  const root = placesIn(shape, 0).data;
  const lostFound = root + 1;
  const file = lostFound + LOST_FOUND_BLOCKS;
  return { root, lostFound, file, journal: file + 1 };
}
