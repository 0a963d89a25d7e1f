import type { WimDamage } from '../../../engine/contract/failure/wim-damage.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** Was an einem WIM beschädigt ist. */
export const wim: ReasonWords<WimDamage> = {
  'wim-header': (_f) => 'der Kopf des WIM ist beschädigt',
  'wim-table': (_f) => 'das Inhaltsverzeichnis des WIM ist beschädigt',
  'wim-resource': (_f) => 'eine Ressource des WIM ist nicht, was seine Tabelle sagt',
  'wim-tree': (_f) => 'der Baum eines Abbilds im WIM ist beschädigt',
};
