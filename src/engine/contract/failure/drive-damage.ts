type Nothing = Readonly<Record<never, never>>;

/** What is broken in ext2, ext3, ext4, FAT and exFAT. */
export interface DriveDamage {
  'ext-superblock': Nothing;
  'ext-inode': { inode: number };
  'ext-extents': { inode: number };
  'ext-block': { inode: number; block: number };
  'ext-inline-data': { inode: number };
  'ext-directory': { inode: number };
  'ext-journal': Nothing;
  'file-in-too-many-pieces': { most: number };
  'cluster-chain': { cluster: number };
  'fat-directory': Nothing;
  'exfat-boot-sector': Nothing;
  'exfat-directory': Nothing;
}
