import type { VolumeDamage } from '../../../engine/contract/failure/damage-reasons.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** Was an einem Dateisystem beschädigt ist. */
export const volumes: ReasonWords<VolumeDamage> = {
  'too-many-entries': (f) => `es hat mehr als ${f.most} Einträge`,
  'folders-in-circle': (f) => `seine Ordner führen bei ${f.at} im Kreis`,
  'folders-too-deep': (f) => `seine Ordner liegen tiefer als ${f.most} Ebenen`,
  'file-behind-end': (_f) => 'eine Datei reicht über das Ende des Abbilds hinaus',
  'directory-behind-end': (_f) => 'ein Verzeichnis reicht über das Ende des Abbilds hinaus',
  'directory-record': (_f) => 'ein Verzeichniseintrag ist beschädigt',
  'extents-endless': (_f) => 'die Abschnitte einer Datei nehmen kein Ende',
  'last-extent-missing': (_f) => 'der letzte Abschnitt einer Datei fehlt',
  'relocated-elsewhere': (_f) => 'ein verlegter Ordner liegt nicht, wo sein Platzhalter angibt',
  'name-endless': (_f) => 'der Name eines Eintrags hat kein Ende',
  'continuation-endless': (_f) => 'die Fortsetzungen eines Eintrags nehmen kein Ende',
  'continuation-leaves-sector': (_f) => 'eine Fortsetzung verlässt ihren Sektor',
  'continuation-behind-end': (_f) => 'eine Fortsetzung liegt hinter dem Ende des Abbilds',
  'packing-unknown': (_f) => 'eine Datei ist auf eine unbekannte Art komprimiert',
  'packed-header': (_f) => 'eine komprimierte Datei hat keinen gültigen Kopf',
  'packed-block-size': (_f) => 'eine komprimierte Datei hat einen Block von unmöglicher Größe',
  'packed-block': (_f) => 'ein Block einer komprimierten Datei lässt sich nicht entpacken',
  'packed-cut': (_f) => 'eine komprimierte Datei ist abgeschnitten',
};
