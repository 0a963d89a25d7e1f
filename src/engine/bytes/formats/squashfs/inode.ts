import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

/** struct squashfs_base_inode. */
export const inodeHead = struct('squashfsInode', 16, [
  field('type', u16le, 'inode_type'),
  field('permissions', u16le, 'mode'),
  field('userIndex', u16le, 'uid'),
  field('groupIndex', u16le, 'guid'),
  field('modifiedAtSeconds', u32le, 'mtime'),
  field('number', u32le, 'inode_number'),
]);

export type InodeHead = ValueOf<typeof inodeHead>;

/** Of inodes, and in directories; the long forms are 7 more. */
export const inodeTypes = {
  folder: 1,
  file: 2,
  link: 3,
  block: 4,
  character: 5,
  fifo: 6,
  socket: 7,
} as const;
export const LONG_FORM = 7;
/** There is no fragment, no index of attributes. */
export const NONE = 0xffffffff;

/** struct squashfs_dir_inode. The length is that of the listing, and three more. */
export const folderInode = struct('squashfsFolder', 16, [
  field('block', u32le, 'start_block'),
  field('links', u32le, 'nlink'),
  field('lengthBytes', u16le, 'file_size'),
  field('offset', u16le, 'offset'),
  field('parent', u32le, 'parent_inode'),
]);

/** struct squashfs_ldir_inode. */
export const longFolderInode = struct('squashfsLongFolder', 24, [
  field('links', u32le, 'nlink'),
  field('lengthBytes', u32le, 'file_size'),
  field('block', u32le, 'start_block'),
  field('parent', u32le, 'parent_inode'),
  field('indexes', u16le, 'i_count'),
  field('offset', u16le, 'offset'),
  field('attributes', u32le, 'xattr'),
]);

/** struct squashfs_reg_inode; behind it a word for each block. */
export const fileInode = struct('squashfsFile', 16, [
  field('startByte', u32le, 'start_block'),
  field('fragment', u32le, 'fragment'),
  field('fragmentAt', u32le, 'offset'),
  field('sizeBytes', u32le, 'file_size'),
]);

/** struct squashfs_lreg_inode. */
export const longFileInode = struct('squashfsLongFile', 40, [
  field('startByte', u64le, 'start_block'),
  field('sizeBytes', u64le, 'file_size'),
  field('sparseBytes', u64le, 'sparse'),
  field('links', u32le, 'nlink'),
  field('fragment', u32le, 'fragment'),
  field('fragmentAt', u32le, 'offset'),
  field('attributes', u32le, 'xattr'),
]);

/** struct squashfs_symlink_inode; behind it the target, and in the long form the index of attributes. */
export const linkInode = struct('squashfsLink', 8, [
  field('links', u32le, 'nlink'),
  field('targetBytes', u32le, 'symlink_size'),
]);

/** struct squashfs_dev_inode. */
export const deviceInode = struct('squashfsDevice', 8, [
  field('links', u32le, 'nlink'),
  field('device', u32le, 'rdev'),
]);

/** struct squashfs_ldev_inode. */
export const longDeviceInode = struct('squashfsLongDevice', 12, [
  field('links', u32le, 'nlink'),
  field('device', u32le, 'rdev'),
  field('attributes', u32le, 'xattr'),
]);

/** struct squashfs_lipc_inode; the short form ends with the links. */
export const longPipeInode = struct('squashfsLongPipe', 8, [
  field('links', u32le, 'nlink'),
  field('attributes', u32le, 'xattr'),
]);

/** What stands where a block does not: its length, and whether it is stored as it is. */
export const STORED_BIT = 0x0100_0000;
export const LENGTH_MASK = 0x00ff_ffff;

/** struct squashfs_fragment_entry. */
export const fragmentEntry = struct('squashfsFragment', 16, [
  field('startByte', u64le, 'start_block'),
  field('length', u32le, 'size'),
  field('unused', u32le, 'unused'),
]);

/** A number that Linux keeps of a device: 12 bits of the major one, 20 of the minor one. */
export function deviceOf(number: number): { major: number; minor: number } {
  return { major: (number >>> 8) & 0xfff, minor: (number & 0xff) | ((number >>> 12) & 0xfff00) };
}
