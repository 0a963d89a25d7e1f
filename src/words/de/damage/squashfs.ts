import type { SquashfsDamage } from '../../../engine/contract/failure/squashfs-damage.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** Was an einem squashfs beschädigt ist. */
export const squashfs: ReasonWords<SquashfsDamage> = {
  'squashfs-superblock': (_f) => 'der Superblock des squashfs ist beschädigt',
  'squashfs-metadata': (_f) => 'ein Metadatenblock des squashfs ist beschädigt',
  'squashfs-inode': (_f) => 'ein Inode des squashfs ist beschädigt',
  'squashfs-directory': (_f) => 'ein Verzeichnis des squashfs ist beschädigt',
  'squashfs-table': (_f) => 'in einer Tabelle des squashfs fehlt, was darin nachgeschlagen wird',
};
