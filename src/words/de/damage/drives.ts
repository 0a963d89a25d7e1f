import type { DriveDamage } from '../../../engine/contract/failure/drive-damage.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** Was an Dateisystemen von Laufwerken beschädigt ist: ext, FAT, exFAT. */
export const drives: ReasonWords<DriveDamage> = {
  'ext-superblock': (_f) => 'der Superblock widerspricht sich',
  'ext-inode': (f) => `Inode ${f.inode} ist beschädigt`,
  'ext-extents': (f) => `der Extent-Baum von Inode ${f.inode} ist beschädigt`,
  'ext-block': (f) => `Inode ${f.inode} nennt Block ${f.block}, den das Dateisystem nicht hat`,
  'ext-inline-data': (f) => `die Daten in Inode ${f.inode} sind beschädigt`,
  'ext-directory': (f) => `das Verzeichnis von Inode ${f.inode} ist beschädigt`,
  'ext-journal': (_f) => 'das Journal ist beschädigt',
  'file-in-too-many-pieces': (f) => `eine Datei besteht aus mehr als ${f.most} Stücken`,
  'cluster-chain': (f) => `die Clusterkette ab Cluster ${f.cluster} ist beschädigt`,
  'fat-directory': (_f) => 'ein Verzeichnis ist größer, als FAT es erlaubt',
  'exfat-boot-sector': (_f) => 'der Bootsektor von exFAT widerspricht sich',
  'exfat-directory': (_f) => 'ein Verzeichnis von exFAT ist beschädigt',
};
