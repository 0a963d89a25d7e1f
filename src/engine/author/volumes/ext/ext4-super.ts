import {
  superAt,
  superChecks,
  superCounters,
  superExtra,
  superHashing,
  superMade,
  superMount,
  superReserved,
  superTimes,
} from '../../../bytes/formats/ext/made.ts';
import {
  compatible,
  EXT_MAGIC,
  extSuperblock,
  incompatible,
  readOnlyCompatible,
} from '../../../bytes/formats/ext/superblock.ts';
import { freeIn } from './ext4-groups.ts';
import { JOURNAL_INODE, LOST_FOUND_INODE, oneExtent } from './ext4-inodes.ts';
import { BLOCKS_PER_GROUP, EXT_BLOCK_BYTES, EXT_INODE_BYTES, type Ext4Shape, filesIn } from './ext4-shape.ts';

export interface Ext4Words {
  /** At most 16 bytes of ASCII. */
  readonly label: string;
  readonly uuid: Uint8Array;
  /** Of the hashes that folders are sorted by; 16 bytes. */
  readonly hashSeed: Uint8Array;
  /** Unix seconds. */
  readonly seconds: number;
}

const CLEAN = 1;
const GO_ON = 1;
const NO_MOST = 0xffff;
const DYNAMIC = 1;
const HALF_MD4 = 1;
const JOURNAL_KEPT = 1;
/** Extended attributes and access lists are on. */
const USUAL_OPTIONS = 0xc;
const SIGNED_HASH = 1;
const EXTRA_BYTES = 32;
const EXTRA_AT = 8;
/** ext_attr, dir_index. */
const COMPATIBLE = compatible.hasJournal | 0x8 | 0x20;
/** large_file, huge_file, uninit_bg, dir_nlink, extra_isize. */
const READ_ONLY_COMPATIBLE = readOnlyCompatible.sparseSuper | 0x2 | 0x8 | 0x10 | 0x20 | 0x40;

/** The superblock as it stands in a group, 1024 bytes. */
export function superblockOf(shape: Ext4Shape, words: Ext4Words, group: number): Uint8Array {
  const { label, uuid, hashSeed, seconds } = words;
  const free = freeIn(shape);
  const bytes = extSuperblock.encode({
    inodes: shape.groups * shape.inodesPerGroup,
    blocksLow: shape.blocks,
    firstDataBlock: 0,
    blockLog2: 2,
    clusterLog2: 2,
    blocksPerGroup: BLOCKS_PER_GROUP,
    clustersPerGroup: BLOCKS_PER_GROUP,
    inodesPerGroup: shape.inodesPerGroup,
    magic: EXT_MAGIC,
    state: CLEAN,
    revision: DYNAMIC,
    inodeBytes: EXT_INODE_BYTES,
    ownGroup: group,
    compatible: COMPATIBLE,
    incompatible: incompatible.fileType | incompatible.extents,
    readOnlyCompatible: READ_ONLY_COMPATIBLE,
    uuid,
    label: padded(label),
    journalUuid: new Uint8Array(16),
    journalInode: JOURNAL_INODE,
    journalDevice: 0,
    descriptorBytes: 0,
    firstMetaGroup: 0,
    blocksHigh: 0,
    backupGroup1: 0,
    backupGroup2: 0,
  });
  const counters = { reservedBlocks: 0, freeBlocks: free.blocks, freeInodes: free.inodes };
  superCounters.write(bytes, superAt('counters'), counters);
  const times = { mountedAt: 0, writtenAt: seconds, mounts: 0, mostMounts: NO_MOST };
  superTimes.write(bytes, superAt('times'), times);
  const checks = { onError: GO_ON, minorRevision: 0, checkedAt: seconds, checkEvery: 0, system: 0 };
  superChecks.write(bytes, superAt('checks'), checks);
  superReserved.write(bytes, superAt('reserved'), { firstInode: LOST_FOUND_INODE });
  const hashing = { seed: hashSeed, hash: HALF_MD4, journalBackup: JOURNAL_KEPT };
  superHashing.write(bytes, superAt('hashing'), hashing);
  superMount.write(bytes, superAt('mount'), { options: USUAL_OPTIONS });
  superMade.write(bytes, superAt('made'), {
    madeAt: seconds,
    journalBlocks: oneExtent(filesIn(shape).journal, shape.journalBlocks),
    journalSizeHigh: 0,
    journalSize: shape.journalBlocks * EXT_BLOCK_BYTES,
  });
  const extra = { leastExtra: EXTRA_BYTES, wantedExtra: EXTRA_BYTES, flags: SIGNED_HASH };
  superExtra.write(bytes, superAt('more') + EXTRA_AT, extra);
  return bytes;
}

function padded(label: string): Uint8Array {
  const bytes = new Uint8Array(16);
  bytes.set(new TextEncoder().encode(label).subarray(0, 16));
  return bytes;
}
