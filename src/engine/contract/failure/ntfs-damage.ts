type Nothing = Readonly<Record<never, never>>;

/** What is broken in an NTFS volume. */
export interface NtfsDamage {
  'ntfs-boot-sector': Nothing;
  'ntfs-record': { record: number };
  /** What a name leads to is another file by now. */
  'ntfs-record-of-other': { record: number };
  'ntfs-attribute-list': { record: number };
  'ntfs-clusters': Nothing;
  'ntfs-clusters-missing': Nothing;
  'ntfs-compression-unit': Nothing;
  'ntfs-index': Nothing;
  'ntfs-reparse-point': { record: number };
}
