import { textOfBytes } from '../../../bytes/codec/byte-text.ts';
import {
  compatible,
  EXT_MAGIC,
  type ExtSuperblock,
  extSuperblock,
  incompatible,
  incompatibleNames,
  readOnlyCompatible,
  SUPERBLOCK_AT_BYTE,
} from '../../../bytes/formats/ext/superblock.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import { volumeUnsupported } from '../../../contract/failure/source-failures.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import type { Damaged } from '../iso/damage.ts';

/** What the superblock says, made sure of. */
export interface ExtGeometry {
  readonly standard: 'ext2' | 'ext3' | 'ext4';
  readonly label: string;
  readonly sizeBytes: number;
  readonly blockBytes: number;
  readonly blocks: number;
  readonly firstDataBlock: number;
  readonly blocksPerGroup: number;
  readonly inodes: number;
  readonly inodesPerGroup: number;
  readonly inodeBytes: number;
  readonly descriptorBytes: number;
  /** The first of the groups of groups whose descriptors stand in themselves. */
  readonly firstMetaGroup: number;
  hasSuperblock(group: number): boolean;
  readonly needsRecovery: boolean;
  /** 0: none, or one on another device. */
  readonly journalInode: number;
  readonly isClean: boolean;
}

const LARGEST_BLOCK_LOG2 = 6;
const LEAST_INODE_BYTES = 128;
const NARROW_DESCRIPTOR_BYTES = 32;
const MOST_DESCRIPTOR_BYTES = 1024;
/** s_state: unmounted cleanly. */
const CLEAN = 1;

/** Features that change nothing of how files are read, and those that are known here. */
const KNOWN =
  incompatible.fileType |
  incompatible.recover |
  incompatible.metaGroups |
  incompatible.extents |
  incompatible.wide |
  incompatible.flexGroups |
  0x100 |
  0x400 |
  0x2000 |
  0x4000 |
  0x8000 |
  0x10000 |
  0x20000;

/** @returns undefined when it is none @throws Failure `source-damaged`, `file-system-unsupported` */
export async function readGeometry(
  image: Readable,
  imagePath: string,
  damaged: Damaged,
): Promise<ExtGeometry | undefined> {
  const bytes = await bytesOf(image)(SUPERBLOCK_AT_BYTE, extSuperblock.sizeBytes);
  if (bytes.length < extSuperblock.sizeBytes) return undefined;
  const superblock = extSuperblock.decode(bytes, { onNote: () => {} });
  if (superblock.magic !== EXT_MAGIC || superblock.blockLog2 > LARGEST_BLOCK_LOG2) return undefined;
  const standard = standardOf(superblock);
  const features = unknownFeatures(superblock.incompatible);
  if (features.length > 0)
    throw volumeUnsupported(imagePath, { reason: 'volume-features', standard, features });
  const geometry = geometryOf(superblock, standard);
  if (!isSound(geometry)) throw damaged('ext-superblock', SUPERBLOCK_AT_BYTE);
  return geometry;
}

function standardOf(superblock: ExtSuperblock): ExtGeometry['standard'] {
  if (superblock.incompatible & (incompatible.extents | incompatible.wide)) return 'ext4';
  return superblock.compatible & compatible.hasJournal ? 'ext3' : 'ext2';
}

function unknownFeatures(features: number): string[] {
  const names: string[] = [];
  for (let bit = 0; bit < 32; bit++) {
    const flag = (1 << bit) >>> 0;
    if ((features & flag) !== 0 && (KNOWN & flag) === 0)
      names.push(incompatibleNames.get(flag) ?? `0x${flag.toString(16)}`);
  }
  return names;
}

function geometryOf(superblock: ExtSuperblock, standard: ExtGeometry['standard']): ExtGeometry {
  const has = (flag: number): boolean => (superblock.incompatible & flag) !== 0;
  const isWide = has(incompatible.wide);
  const blockBytes = 1024 << superblock.blockLog2;
  const blocks = superblock.blocksLow + (isWide ? superblock.blocksHigh * 2 ** 32 : 0);
  return {
    standard,
    label: labelOf(superblock.label),
    sizeBytes: blocks * blockBytes,
    blockBytes,
    blocks,
    firstDataBlock: superblock.firstDataBlock,
    blocksPerGroup: superblock.blocksPerGroup,
    inodes: superblock.inodes,
    inodesPerGroup: superblock.inodesPerGroup,
    // Revision 0 has no other size.
    inodeBytes: superblock.revision === 0 ? LEAST_INODE_BYTES : superblock.inodeBytes,
    descriptorBytes: isWide ? superblock.descriptorBytes : NARROW_DESCRIPTOR_BYTES,
    firstMetaGroup: has(incompatible.metaGroups) ? superblock.firstMetaGroup : Number.POSITIVE_INFINITY,
    hasSuperblock: (group) => hasSuperblock(superblock, group),
    needsRecovery: has(incompatible.recover),
    journalInode: superblock.journalDevice === 0 ? superblock.journalInode : 0,
    isClean: (superblock.state & CLEAN) !== 0,
  };
}

function isSound(geometry: ExtGeometry): boolean {
  const { inodeBytes, blockBytes, descriptorBytes, blocks } = geometry;
  const isInode = inodeBytes >= LEAST_INODE_BYTES && inodeBytes <= blockBytes && isPower(inodeBytes);
  const isDescriptor = descriptorBytes >= NARROW_DESCRIPTOR_BYTES && descriptorBytes <= MOST_DESCRIPTOR_BYTES;
  const isCounted = geometry.blocksPerGroup > 0 && geometry.inodesPerGroup > 0 && blocks > 0;
  return isInode && isDescriptor && isCounted && Number.isSafeInteger(geometry.sizeBytes);
}

const isPower = (value: number): boolean => (value & (value - 1)) === 0;

/** Which groups have a copy of the superblock: kernel documentation, "Block Groups", sparse_super and sparse_super2. */
function hasSuperblock(superblock: ExtSuperblock, group: number): boolean {
  if (group === 0) return true;
  if (superblock.compatible & compatible.sparseSuper2)
    return group === superblock.backupGroup1 || group === superblock.backupGroup2;
  if (group === 1 || (superblock.readOnlyCompatible & readOnlyCompatible.sparseSuper) === 0) return true;
  return [3, 5, 7].some((base) => isPowerOf(base, group));
}

function isPowerOf(base: number, value: number): boolean {
  let power = base;
  while (power < value) power *= base;
  return power === value;
}

function labelOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return textOfBytes(String.fromCharCode(...bytes.subarray(0, end < 0 ? bytes.length : end)));
}
