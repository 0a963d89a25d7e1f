import type { Table } from '../en/table.ts';

export const nouns: Table['nouns'] = {
  moreChange: { one: 'weitere Änderung', other: 'weitere Änderungen' },
  file: { one: 'Datei', other: 'Dateien' },
  folder: { one: 'Ordner', other: 'Ordner' },
  entry: { one: 'Eintrag', other: 'Einträge' },
  byte: { one: 'Byte', other: 'Bytes' },
  partition: { one: 'Partition', other: 'Partitionen' },
  place: { one: 'Stelle', other: 'Stellen' },
  target: { one: 'Ziel', other: 'Ziele' },
  line: { one: 'Zeile', other: 'Zeilen' },
  finishedJob: { one: 'beendeter Auftrag', other: 'beendete Aufträge' },
  moreLine: { one: 'weitere Zeile', other: 'weitere Zeilen' },
  moreFile: { one: 'weitere Datei', other: 'weitere Dateien' },
  moreDifference: { one: 'weiterer Unterschied', other: 'weitere Unterschiede' },
  entryWas: { one: 'Eintrag wurde', other: 'Einträge wurden' },
};
