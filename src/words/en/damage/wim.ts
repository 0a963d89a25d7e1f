import type { WimDamage } from '../../../engine/contract/failure/wim-damage.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** What is broken in a WIM. */
export const wim: ReasonWords<WimDamage> = {
  'wim-header': (_f) => 'the header of the WIM is broken',
  'wim-table': (_f) => 'the table of contents of the WIM is broken',
  'wim-resource': (_f) => 'a resource of the WIM is not what its table says',
  'wim-tree': (_f) => 'the tree of an image in the WIM is broken',
};
