import type { Table } from '../en/table.ts';

export const driveContents: Table['driveContents'] = {
  blank: 'leer',
  data: 'unbekannte Daten',
  table: (name) => `Partitionstabelle (${name})`,
  unread: (system) => `unbekannt: nicht lesbar (${system})`,
  closed: 'unbekannt: nur root darf nachsehen',
  notKnown: 'nicht bekannt',
  files: 'Dateien',
  noFiles: 'keine',
  namesAnd: (names, more) => `${names} und ${more} weitere`,
  namesAndAtLeast: (names, more) => `${names} und mindestens ${more} weitere`,
  partition: (drive, number) => `${drive}, Partition ${number}`,
};
