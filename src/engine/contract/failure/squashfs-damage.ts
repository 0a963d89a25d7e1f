type Nothing = Readonly<Record<never, never>>;

/** What is broken in a squashfs. */
export interface SquashfsDamage {
  'squashfs-superblock': Nothing;
  'squashfs-metadata': Nothing;
  'squashfs-inode': Nothing;
  'squashfs-directory': Nothing;
  /** Of owners, of fragments. */
  'squashfs-table': Nothing;
}
