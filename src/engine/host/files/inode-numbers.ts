import { statfsSync } from 'node:fs';

/** `f_type` of statfs(2) on Linux, of file systems where a file keeps its number as long as it is there. */
const KEEPING: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0xf2f52010, // F2FS
  0xca451a4e, // bcachefs
  0x2fc12fc1, // ZFS
  0x7366746e, // NTFS (ntfs3)
  0x3153464a, // JFS
  0x01021994, // tmpfs
  0x794c7630, // overlayfs
  0x6969, // NFS
  0x9660, // ISO 9660
  0x15013346, // UDF
  0x73717368, // squashfs
  0xe0f5e1e2, // EROFS
]);

/**
 * Whether an inode number says which file it is. FAT and exFAT on Linux, CIFS and FUSE number a file anew when the system has
 * forgotten it in between; of a file system that is not known the same is assumed. Windows says no type: NTFS and ReFS keep
 * their file numbers, and FAT's stand for the place of the name. Throws the system's error.
 */
export function keepsInodeNumbers(path: string | Buffer): boolean {
  if (process.platform === 'win32') return true;
  return process.platform === 'linux' && KEEPING.has(statfsSync(path).type);
}

const OVERLAYFS = 0x794c7630;

/** Folders of an overlay that are put together of several layers have a number only as long as somebody looks. */
export function namesFoldersAnew(path: string | Buffer): boolean {
  return process.platform === 'linux' && statfsSync(path).type === OVERLAYFS;
}
