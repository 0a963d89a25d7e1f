import { ignored, raw } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';

/** Where it stands, whatever the size of a block. */
export const SUPERBLOCK_AT_BYTE = 1024;
export const EXT_MAGIC = 0xef53;

const SECTION = 'The Super Block';

/** struct ext4_super_block. Linux, Documentation/filesystems/ext4/super.rst; what nobody here asks for is not named. */
export const extSuperblock = struct('extSuperblock', 1024, [
  field('inodes', u32le, SECTION),
  field('blocksLow', u32le, SECTION),
  field('counters', ignored(12), SECTION),
  field('firstDataBlock', u32le, SECTION),
  field('blockLog2', u32le, SECTION),
  field('clusterLog2', u32le, SECTION),
  field('blocksPerGroup', u32le, SECTION),
  field('clustersPerGroup', u32le, SECTION),
  field('inodesPerGroup', u32le, SECTION),
  field('times', ignored(12), SECTION),
  field('magic', u16le, SECTION),
  field('state', u16le, SECTION),
  field('checks', ignored(16), SECTION),
  field('revision', u32le, SECTION),
  field('reserved', ignored(8), SECTION),
  field('inodeBytes', u16le, SECTION),
  field('ownGroup', u16le, SECTION),
  field('compatible', u32le, SECTION),
  field('incompatible', u32le, SECTION),
  field('readOnlyCompatible', u32le, SECTION),
  field('uuid', raw(16), SECTION),
  field('label', raw(16), SECTION),
  field('preallocation', ignored(72), SECTION),
  field('journalUuid', raw(16), SECTION),
  field('journalInode', u32le, SECTION),
  field('journalDevice', u32le, SECTION),
  field('hashing', ignored(22), SECTION),
  field('descriptorBytes', u16le, SECTION),
  field('mount', ignored(4), SECTION),
  field('firstMetaGroup', u32le, SECTION),
  field('made', ignored(72), SECTION),
  field('blocksHigh', u32le, SECTION),
  field('more', ignored(248), SECTION),
  field('backupGroup1', u32le, SECTION),
  field('backupGroup2', u32le, SECTION),
  field('rest', ignored(428), SECTION),
]);
export type ExtSuperblock = ValueOf<typeof extSuperblock>;

/** s_feature_compat. */
export const compatible = { hasJournal: 0x4, sparseSuper2: 0x200 } as const;

/** s_feature_ro_compat. */
export const readOnlyCompatible = { sparseSuper: 0x1 } as const;

/** s_feature_incompat. */
export const incompatible = {
  fileType: 0x2,
  recover: 0x4,
  journalDevice: 0x8,
  metaGroups: 0x10,
  extents: 0x40,
  wide: 0x80,
  flexGroups: 0x200,
} as const;

/** What they are called by the tools of e2fsprogs. */
export const incompatibleNames: ReadonlyMap<number, string> = new Map([
  [0x1, 'compression'],
  [0x2, 'filetype'],
  [0x4, 'needs_recovery'],
  [0x8, 'journal_dev'],
  [0x10, 'meta_bg'],
  [0x40, 'extent'],
  [0x80, '64bit'],
  [0x100, 'mmp'],
  [0x200, 'flex_bg'],
  [0x400, 'ea_inode'],
  [0x1000, 'dirdata'],
  [0x2000, 'metadata_csum_seed'],
  [0x4000, 'large_dir'],
  [0x8000, 'inline_data'],
  [0x10000, 'encrypt'],
  [0x20000, 'casefold'],
]);
