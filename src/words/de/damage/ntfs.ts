import type { NtfsDamage } from '../../../engine/contract/failure/ntfs-damage.ts';
import type { ReasonWords } from '../../reason-words.ts';

export const ntfs: ReasonWords<NtfsDamage> = {
  'ntfs-boot-sector': (_f) => 'der Bootsektor des NTFS-Dateisystems ist beschädigt',
  'ntfs-record': (f) => `Eintrag ${f.record} der Master File Table ist beschädigt`,
  'ntfs-record-of-other': (f) =>
    `ein Ordner führt eine Datei auf, die nicht mehr in Eintrag ${f.record} der Master File Table steht`,
  'ntfs-attribute-list': (f) =>
    `die Attributliste zu Eintrag ${f.record} der Master File Table ist beschädigt`,
  'ntfs-clusters': (_f) => 'die Cluster einer Datei liegen außerhalb des Dateisystems',
  'ntfs-clusters-missing': (_f) => 'eine Datei hat weniger Cluster, als ihre Länge verlangt',
  'ntfs-compression-unit': (_f) => 'eine komprimierte Datei hat Einheiten unmöglicher Größe',
  'ntfs-index': (_f) => 'das Verzeichnis eines Ordners ist beschädigt',
  'ntfs-reparse-point': (f) => `der Analysepunkt zu Eintrag ${f.record} der Master File Table ist beschädigt`,
};
