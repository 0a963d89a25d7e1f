import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

/** struct squashfs_dir_header: up to 256 entries whose inodes lie in the same block. */
export const directoryHead = struct('squashfsDirectoryHead', 12, [
  field('countLessOne', u32le, 'count'),
  field('inodeBlock', u32le, 'start_block'),
  field('firstNumber', u32le, 'inode_number'),
]);

/** struct squashfs_dir_entry; behind it the name. */
export const directoryEntry = struct('squashfsDirectoryEntry', 8, [
  field('inodeOffset', u16le, 'offset'),
  field('numberStep', u16le, 'inode_number'),
  field('type', u16le, 'type'),
  field('nameBytesLessOne', u16le, 'size'),
]);

export const MOST_ENTRIES_A_HEAD = 256;
/** As long as names can be. */
export const MOST_NAME_BYTES = 256;
/** What a folder says of its listing beyond its bytes: for "." and "..". */
export const LENGTH_BEYOND = 3;
