import { ascii, literal } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

/** struct squashfs_super_block; Linux Documentation/filesystems/squashfs.rst, "Squashfs Filesystem Design". */
export const superblock = struct('squashfsSuperblock', 96, [
  field('magic', literal(...ascii('hsqs')), 's_magic'),
  field('inodes', u32le, 'inodes'),
  field('madeAtSeconds', u32le, 'mkfs_time'),
  field('blockBytes', u32le, 'block_size'),
  field('fragments', u32le, 'fragments'),
  field('compressor', u16le, 'compression'),
  field('blockLog2', u16le, 'block_log'),
  field('flags', u16le, 'flags'),
  field('ids', u16le, 'no_ids'),
  field('major', u16le, 's_major'),
  field('minor', u16le, 's_minor'),
  field('root', u64le, 'root_inode'),
  field('usedBytes', u64le, 'bytes_used'),
  field('idTableByte', u64le, 'id_table_start'),
  field('attributeTableByte', u64le, 'xattr_id_table_start'),
  field('inodeTableByte', u64le, 'inode_table_start'),
  field('directoryTableByte', u64le, 'directory_table_start'),
  field('fragmentTableByte', u64le, 'fragment_table_start'),
  field('exportTableByte', u64le, 'lookup_table_start'),
]);

export type Superblock = ValueOf<typeof superblock>;

/** The ways of packing by their numbers. */
export const compressors = ['none', 'gzip', 'lzma', 'lzo', 'xz', 'lz4', 'zstd'] as const;

/** Of a block of metadata. */
export const METADATA_BYTES = 8192;
const LEAST_BLOCK_BYTES = 4096;
const MOST_BLOCK_BYTES = 1 << 20;

/** True for the beginning of a squashfs, of any version; those before 3 have either order of bytes. */
export function saysSquashfs(head: Uint8Array): boolean {
  const magic = String.fromCharCode(...head.subarray(0, 4));
  return head.length >= superblock.sizeBytes && (magic === 'hsqs' || magic === 'sqsh');
}

/** Undefined for numbers that none can have. */
export function readSuperblock(head: Uint8Array): Superblock | undefined {
  const read = superblock.decode(head, { onNote: () => {} });
  const { blockBytes, blockLog2, usedBytes, inodeTableByte, directoryTableByte, root } = read;
  const isSound =
    blockBytes === 2 ** blockLog2 &&
    blockBytes >= LEAST_BLOCK_BYTES &&
    blockBytes <= MOST_BLOCK_BYTES &&
    [usedBytes, inodeTableByte, directoryTableByte, root].every(Number.isSafeInteger) &&
    inodeTableByte < directoryTableByte &&
    directoryTableByte <= usedBytes;
  return isSound ? read : undefined;
}
