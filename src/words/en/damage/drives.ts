import type { DriveDamage } from '../../../engine/contract/failure/drive-damage.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** What is broken in file systems of drives: ext, FAT, exFAT. */
export const drives: ReasonWords<DriveDamage> = {
  'ext-superblock': (_f) => 'the superblock contradicts itself',
  'ext-inode': (f) => `inode ${f.inode} is broken`,
  'ext-extents': (f) => `the extent tree of inode ${f.inode} is broken`,
  'ext-block': (f) => `inode ${f.inode} names block ${f.block}, which the file system does not have`,
  'ext-inline-data': (f) => `the data inside inode ${f.inode} is broken`,
  'ext-directory': (f) => `the directory of inode ${f.inode} is broken`,
  'ext-journal': (_f) => 'the journal is broken',
  'file-in-too-many-pieces': (f) => `a file is in more than ${f.most} pieces`,
  'cluster-chain': (f) => `the chain of clusters from cluster ${f.cluster} on is broken`,
  'fat-directory': (_f) => 'a directory is larger than FAT allows',
  'exfat-boot-sector': (_f) => 'the boot sector of exFAT contradicts itself',
  'exfat-directory': (_f) => 'a directory of exFAT is broken',
};
