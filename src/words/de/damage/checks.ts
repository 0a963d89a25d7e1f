import type { CheckDamage } from '../../../engine/contract/failure/damage-reasons.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** Was nicht ist, wie es laut Prüfsummen und Blockliste sein sollte. */
export const checks: ReasonWords<CheckDamage> = {
  'no-block-map': (_f) => 'keine Blockliste, oder nicht so, wie sie erstellt wurde',
  'map-without-blocks': (_f) => 'sie nennt keine Blöcke',
  'map-of-other-size': (f) =>
    `sie beschreibt ein Abbild von ${f.mapBytes} Bytes, aber dieses hat ${f.imageBytes}`,
  'of-other-user': (f) => `sie gehört jemand anderem (Benutzer ${f.userId})`,
  'in-folder-of-other-user': (f) => `sie liegt in einem Ordner von jemand anderem (Benutzer ${f.userId})`,
  'others-may-write': (_f) => 'andere dürfen sie ändern',
  'others-may-write-to-folder': (_f) => 'sie liegt in einem Ordner, in den andere schreiben dürfen',
  'map-differs': (f) => `${f.lengthBytes} Bytes stimmen nicht mit der Blockliste ${f.map} überein`,
  'longer-than-map': (f) => `es enthält mehr als die ${f.mapBytes} Bytes der Blockliste ${f.map}`,
  'data-not-in-map': (f) =>
    `es enthält ${f.leftOutBytes} Bytes an Daten, die ${f.map} auslässt, und sonst sagt nichts, wie sie sein sollten`,
  'implanted-md5': (_f) => 'es stimmt nicht mit der MD5 überein, die beim Erstellen eingesetzt wurde',
  'implanted-md5-behind': (_f) =>
    'es stimmt nicht mit der MD5 überein, die beim Erstellen eingesetzt wurde; der erste Schaden liegt hinter der Stelle',
  'sector-code': (_f) => 'ein Sektor stimmt nicht mit dem Fehlererkennungscode überein, den er enthält',
  'named-files-too-large': (f) =>
    `die Dateien, die seine Prüfsummendateien nennen, hätten ${f.hashedBytes} Bytes, aber es hat nur ${f.imageBytes}`,
  'named-files-too-many': (f) =>
    `die Suche nach den Dateien, die seine Prüfsummendateien nennen, braucht mehr als ${f.most} Einträge`,
};
