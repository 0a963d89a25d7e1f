import type { Table } from '../../en/table.ts';

export const output: Table['screens']['output'] = {
  question: 'Wohin kommt das Abbild?',
  name: 'Name',
  folder: 'Ordner',
  replace: 'Ersetzen',
  yes: 'ja',
  no: 'nein',
  onlyComplete: 'Das Abbild heißt erst so, wenn es vollständig und geprüft ist;',
  besideIt: (name) => `daneben: ${name}.sha256`,
  savedAs: 'Es wächst als .partial und heißt so, wenn es bis ans Ende gelesen ist.',
  besideSaved: (name) => `daneben: ${name}.sha256, oder .map, wenn etwas fehlt`,
  isOnIt: 'Dieser Ordner liegt auf dem Laufwerk, das gelesen wird: besser ein anderer.',
  isThere: 'Eine Datei mit diesem Namen gibt es schon.',
  nameIt: 'Dem Abbild einen Namen geben.',
  noSlash: 'Kein / im Namen: Der Ordner hat eine eigene Zeile.',
  wholePath: 'Der Ordner muss ein vollständiger Pfad sein, ab /.',
  looking: (path) => `${path} wird geprüft; Enter gilt, sobald das getan ist.`,
  noFolder: 'Diesen Ordner gibt es nicht: ändern oder anlegen.',
  folderHasName: 'Ein Ordner heißt so: einen anderen Namen wählen.',
  isDrive: 'Das ist ein Laufwerk. Dorthin kopieren: isowright read QUELLE -o ZIEL',
  thereAlready: 'Gibt es schon: anderer Name, oder Tab zu Ersetzen, Leertaste.',
};
