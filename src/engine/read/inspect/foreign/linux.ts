import { be16, be32, be64, labelAt, le16, le32, le64, letters } from './fields.ts';
import type { ForeignVolume, Probe } from './foreign.ts';

const SUPERBLOCK_AT = 1024;
const EXT_MAGIC = 0xef53;
const EXT_HAS_JOURNAL = 0x4;
/** Extents, or 64-bit block numbers: no ext3 has either. */
const EXT4_ONLY = 0x40 | 0x80;
const EXT_64_BIT = 0x80;
const LARGEST_EXT_SHIFT = 6;

/** struct ext2_super_block: kernel documentation, ext4 disk layout, "The Super Block". */
function ext(head: Uint8Array): ForeignVolume | undefined {
  const at = SUPERBLOCK_AT;
  const shift = le32(head, at + 24);
  if (le16(head, at + 56) !== EXT_MAGIC || shift > LARGEST_EXT_SHIFT) return undefined;
  const incompatible = le32(head, at + 96);
  const isExt4 = (incompatible & EXT4_ONLY) !== 0;
  const hasJournal = (le32(head, at + 92) & EXT_HAS_JOURNAL) !== 0;
  const high = incompatible & EXT_64_BIT ? le32(head, at + 336) : 0;
  return {
    name: isExt4 ? 'ext4' : hasJournal ? 'ext3' : 'ext2',
    label: labelAt(head, at + 120, 16),
    sizeBytes: (high * 2 ** 32 + le32(head, at + 4)) * (1024 << shift),
  };
}

const BTRFS_AT = 64 << 10;

/** struct btrfs_super_block; what this device holds of the file system stands in its dev_item. */
function btrfs(head: Uint8Array): ForeignVolume | undefined {
  if (letters(head, BTRFS_AT + 64, 8) !== '_BHRfS_M') return undefined;
  return {
    name: 'btrfs',
    label: labelAt(head, BTRFS_AT + 0x12b, 256),
    sizeBytes: le64(head, BTRFS_AT + 0xd1),
  };
}

/** struct xfs_dsb: sb_blocksize, sb_dblocks, sb_fname. */
function xfs(head: Uint8Array): ForeignVolume | undefined {
  if (letters(head, 0, 4) !== 'XFSB') return undefined;
  return { name: 'xfs', label: labelAt(head, 108, 12), sizeBytes: be32(head, 4) * be64(head, 8) };
}

/** struct squashfs_super_block: bytes_used. */
function squashfs(head: Uint8Array): ForeignVolume | undefined {
  if (letters(head, 0, 4) !== 'hsqs' || le16(head, 28) !== 4) return undefined;
  return { name: 'squashfs', sizeBytes: le64(head, 40) };
}

/** struct f2fs_super_block: log_blocksize, block_count. */
function f2fs(head: Uint8Array): ForeignVolume | undefined {
  const at = SUPERBLOCK_AT;
  if (le32(head, at) !== 0xf2f52010 || le32(head, at + 16) > 16) return undefined;
  return { name: 'f2fs', sizeBytes: le64(head, at + 36) * 2 ** le32(head, at + 16) };
}

/** struct erofs_super_block: blkszbits, blocks, volume_name. */
function erofs(head: Uint8Array): ForeignVolume | undefined {
  const at = SUPERBLOCK_AT;
  const shift = head[at + 12] ?? 0;
  if (le32(head, at) !== 0xe0f5e1e2 || shift > 16) return undefined;
  return { name: 'erofs', label: labelAt(head, at + 64, 16), sizeBytes: le32(head, at + 36) * 2 ** shift };
}

function cramfs(head: Uint8Array): ForeignVolume | undefined {
  if (le32(head, 0) !== 0x28cd3d45) return undefined;
  return { name: 'cramfs', label: labelAt(head, 48, 16), sizeBytes: le32(head, 4) };
}

const PAGE_BYTES = 4096;

/** union swap_header: the magic ends the first page; last_page stands at 1028. */
function swap(head: Uint8Array): ForeignVolume | undefined {
  if (letters(head, PAGE_BYTES - 10, 10) !== 'SWAPSPACE2') return undefined;
  return {
    name: 'swap',
    label: labelAt(head, 1052, 16),
    sizeBytes: (le32(head, SUPERBLOCK_AT + 4) + 1) * PAGE_BYTES,
  };
}

/** What is inside says its size only when it is open. LUKS2 has a label at 24. */
function luks(head: Uint8Array): ForeignVolume | undefined {
  if (letters(head, 0, 6) !== 'LUKS\xba\xbe') return undefined;
  return be16(head, 6) === 2 ? { name: 'luks', label: labelAt(head, 24, 48) } : { name: 'luks' };
}

const LVM_LABEL_END = 1024;

/** struct label_header, and the pv_header it leads to: an identifier of 32 characters, then device_size_xl. */
function lvm(head: Uint8Array): ForeignVolume | undefined {
  const at = 512;
  if (letters(head, at, 8) !== 'LABELONE' || letters(head, at + 24, 8) !== 'LVM2 001') return undefined;
  const sizeAt = at + le32(head, at + 20) + 32;
  return sizeAt + 8 > LVM_LABEL_END ? { name: 'lvm' } : { name: 'lvm', sizeBytes: le64(head, sizeAt) };
}

/** What Linux keeps files in, and what it packs them into. */
export const linuxProbes: readonly Probe[] = [
  { needsBytes: 2048, look: ext },
  { needsBytes: BTRFS_AT + 4096, look: btrfs },
  { needsBytes: 512, look: xfs },
  { needsBytes: 96, look: squashfs },
  { needsBytes: 2048, look: f2fs },
  { needsBytes: 2048, look: erofs },
  { needsBytes: 64, look: cramfs },
  { needsBytes: PAGE_BYTES, look: swap },
  { needsBytes: 512, look: luks },
  { needsBytes: 1024, look: lvm },
];
