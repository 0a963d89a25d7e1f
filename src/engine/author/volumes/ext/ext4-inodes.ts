import { EXTENT_MAGIC, extentHeader, extentLeaf } from '../../../bytes/formats/ext/extent.ts';
import {
  BLOCK_FIELD_BYTES,
  extInode,
  extraAt,
  INODE_BYTES,
  inodeExtra,
  inodeFlags,
  ROOT_INODE,
} from '../../../bytes/formats/ext/inode.ts';
import { FOLDER, REGULAR } from '../../../bytes/formats/posix/file-mode.ts';
import {
  EXT_BLOCK_BYTES,
  EXT_INODE_BYTES,
  type Ext4Shape,
  filesIn,
  LOST_FOUND_BLOCKS,
} from './ext4-shape.ts';

export const JOURNAL_INODE = 8;
export const LOST_FOUND_INODE = 11;
export const FILE_INODE = 12;
/** The inodes that are in use fill one block. */
const TABLE_BYTES = EXT_BLOCK_BYTES;
const SECTORS_A_BLOCK = EXT_BLOCK_BYTES / 512;
/** Extents that an inode has room for. */
const EXTENTS_IN_INODE = 4;
/** Nanoseconds, the year beyond 2038, and when it was made; Linux' `i_extra_isize` counts these. */
const EXTRA_BYTES = 32;
const CREATED_AT = 144 - INODE_BYTES;

interface Inode {
  readonly mode: number;
  readonly links: number;
  readonly firstBlock: number;
  readonly blocks: number;
  readonly sizeBytes: number;
}

/** The first block of the table of inodes. */
export function firstInodes(shape: Ext4Shape, fileBytes: number, seconds: number): Uint8Array {
  const { root, lostFound, file, journal } = filesIn(shape);
  const table = new Uint8Array(TABLE_BYTES);
  const put = (number: number, inode: Inode) =>
    table.set(inodeBytes(inode, seconds), (number - 1) * EXT_INODE_BYTES);
  const block = EXT_BLOCK_BYTES;
  put(ROOT_INODE, { mode: FOLDER | 0o755, links: 3, firstBlock: root, blocks: 1, sizeBytes: block });
  put(JOURNAL_INODE, {
    mode: REGULAR | 0o600,
    links: 1,
    firstBlock: journal,
    blocks: shape.journalBlocks,
    sizeBytes: shape.journalBlocks * block,
  });
  put(LOST_FOUND_INODE, {
    mode: FOLDER | 0o700,
    links: 2,
    firstBlock: lostFound,
    blocks: LOST_FOUND_BLOCKS,
    sizeBytes: LOST_FOUND_BLOCKS * block,
  });
  put(FILE_INODE, { mode: REGULAR | 0o644, links: 1, firstBlock: file, blocks: 1, sizeBytes: fileBytes });
  return table;
}

function inodeBytes({ mode, links, firstBlock, blocks, sizeBytes }: Inode, seconds: number): Uint8Array {
  const bytes = new Uint8Array(EXT_INODE_BYTES);
  extInode.write(bytes, 0, {
    mode,
    userLow: 0,
    sizeLow: sizeBytes,
    accessed: seconds,
    changed: seconds,
    modified: seconds,
    deleted: 0,
    groupLow: 0,
    links,
    sectorsLow: blocks * SECTORS_A_BLOCK,
    flags: inodeFlags.extents,
    block: oneExtent(firstBlock, blocks),
    generation: 0,
    attributesLow: 0,
    sizeHigh: 0,
    sectorsHigh: 0,
    attributesHigh: 0,
    userHigh: 0,
    groupHigh: 0,
    checksumLow: 0,
  });
  const extra = { extraBytes: EXTRA_BYTES, checksumHigh: 0, changedExtra: 0, modifiedExtra: 0 };
  inodeExtra.write(bytes, INODE_BYTES + extraAt.extraBytes, extra);
  new DataView(bytes.buffer).setUint32(INODE_BYTES + CREATED_AT, seconds, true);
  return bytes;
}

/** i_block of a file that lies in one piece. */
export function oneExtent(firstBlock: number, blocks: number): Uint8Array {
  const bytes = new Uint8Array(BLOCK_FIELD_BYTES);
  const head = { magic: EXTENT_MAGIC, entries: 1, most: EXTENTS_IN_INODE, depth: 0, generation: 0 };
  extentHeader.write(bytes, 0, head);
  extentLeaf.write(bytes, extentHeader.sizeBytes, {
    fileBlock: 0,
    blocks,
    startHigh: 0,
    startLow: firstBlock,
  });
  return bytes;
}
