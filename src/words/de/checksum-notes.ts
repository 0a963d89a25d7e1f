import type { Table } from '../en/table.ts';

type Words = Table['checksumNotes'];

const weak: Words['weak'] = {
  'plain-http':
    'sie kam wie das Abbild über unverschlüsseltes http und findet darum zufällige Fehler, aber keine Fälschungen: eine https-Adresse oder die SHA-256 des Herausgebers würde mehr beweisen',
  'old-hash':
    'MD5 und SHA-1 finden zufällige Fehler, aber keine Fälschungen: eine SHA-256 des Herausgebers würde mehr beweisen',
  'in-image':
    'Prüfsummen im Abbild selbst finden zufällige Fehler, aber keine Fälschungen: eine SHA-256 des Herausgebers würde mehr beweisen',
};

const leftAlone: Words['leftAlone'] = {
  'names-nothing-here': (_most) => 'nichts davon, was sie nennt, ist im Abbild',
  'too-large': (_most) => 'sie ist zu groß für eine Liste von Prüfsummen',
  'too-many': (most) => `es gibt mehr als ${most}`,
  'behind-end': (_most) => 'das Dateisystem reicht über das Ende des Abbilds hinaus',
};

export const checksumNotes: Words = {
  weak,
  leftAlone,
  implantedMatches: 'die Quelle stimmt mit der MD5 überein, die beim Erstellen eingesetzt wurde',
  oneMatches: (list) => `die Datei, die ${list} im Abbild nennt, stimmt`,
  allMatch: (list, files) => `alle ${files} Dateien, die ${list} im Abbild nennt, stimmen`,
  namesItself: (list) =>
    `${list} im Abbild hat eine Prüfsumme von sich selbst, die nicht stimmen kann: übergangen`,
  isLeftAlone: (list, why) => `${list} im Abbild: übergangen, denn ${why}`,
  whateverLists: 'etwaige Prüfsummendateien',
  isPatched: (file, list) =>
    `${file} weicht von ${list} nur in den Angaben über den eigenen Platz auf dem Medium ab: so soll es sein`,
  trailing: (path, bytes, container) =>
    `${path}: ${bytes} Bytes hinter den ${container}-Daten gehören nicht dazu und wurden ausgelassen`,
  someBytes: 'einige',
  notRead: 'sie wurde nicht gelesen',
  endsTooEarly: 'das Abbild endet vor ihr',
};
