import type { NtfsDamage } from '../../../engine/contract/failure/ntfs-damage.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** What is broken in an NTFS volume. */
export const ntfs: ReasonWords<NtfsDamage> = {
  'ntfs-boot-sector': (_f) => 'the boot sector of the NTFS volume is broken',
  'ntfs-record': (f) => `record ${f.record} of the master file table is broken`,
  'ntfs-record-of-other': (f) =>
    `a folder lists a file that is no longer in record ${f.record} of the master file table`,
  'ntfs-attribute-list': (f) =>
    `the list of attributes of record ${f.record} of the master file table is broken`,
  'ntfs-clusters': (_f) => 'the clusters of a file lie outside of the volume',
  'ntfs-clusters-missing': (_f) => 'the clusters of a file are fewer than its length needs',
  'ntfs-compression-unit': (_f) => 'a compressed file has units of an impossible size',
  'ntfs-index': (_f) => 'the index of a folder is broken',
  'ntfs-reparse-point': (f) => `the reparse point of record ${f.record} of the master file table is broken`,
};
