import type { SquashfsDamage } from '../../../engine/contract/failure/squashfs-damage.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** What is broken in a squashfs. */
export const squashfs: ReasonWords<SquashfsDamage> = {
  'squashfs-superblock': (_f) => 'the superblock of the squashfs is broken',
  'squashfs-metadata': (_f) => 'a block of metadata of the squashfs is broken',
  'squashfs-inode': (_f) => 'an inode of the squashfs is broken',
  'squashfs-directory': (_f) => 'a directory of the squashfs is broken',
  'squashfs-table': (_f) => 'a table of the squashfs does not hold what is looked up in it',
};
