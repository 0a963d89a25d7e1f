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

const beside: Words['beside'] = {
  empty: (_line) => 'sie ist leer',
  'not-understood': (_line) => 'sie enthält keine Prüfsumme in einer hier bekannten Form',
  'line-not-understood': (line) => `ihre Zeile ${line} nennt das Abbild und ist nicht zu verstehen`,
  'too-large': (_line) => 'sie ist zu groß für eine Liste',
  unreadable: (_line) => 'sie lässt sich nicht lesen',
  'named-twice': (_line) => 'sie hat mehrere Dateien dieses Namens, mit verschiedenen Prüfsummen',
  'no-name': (_line) => 'sie sagt nicht, von welcher Datei ihre Prüfsumme ist',
  'not-named': (_line) => 'sie heißt nach dem Abbild und hat keine Prüfsumme von ihm',
  'names-others': (_line) => 'sie nennt nur andere Dateien',
};

export const checksumNotes: Words = {
  weak,
  leftAlone,
  beside,
  checkedAgainst: (list) => `geprüft gegen ${list}`,
  alsoAgainst: (list) => `und gegen ${list}`,
  doesNotMatch: (list) => `geprüft gegen ${list}, und es passt nicht`,
  contradict: (first, second) => `nicht geprüft: ${first} und ${second} widersprechen sich`,
  implanted: 'die Prüfsummen, die es selbst enthält',
  findsAccidents: 'findet Versehen, keine Fälschungen',
  notChecked: 'gegen keine Prüfsumme geprüft',
  notCheckedAgainst: (list, why) => `nicht geprüft gegen ${list}: ${why}`,
  isAboutOthers: (list) => `${list} nennt das Abbild nicht`,
  implantedMatches: 'die Quelle stimmt mit den Prüfsummen überein, die sie selbst enthält',
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
