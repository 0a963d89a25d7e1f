import type { Table } from '../../en/table.ts';

export const look: Table['screens']['look'] = {
  looking: (name) => `${name} wird angesehen ...`,
  escStops: 'Esc bricht ab.',
  stillLooking: 'Es wird noch angesehen; Esc bricht ab.',
  cannot: 'Hineinsehen geht nicht',
  volumes: 'Dateisysteme',
  partitions: (table) => `Partitionen (${table})`,
  from: (size, start) => `${size} ab ${start}`,
  holdsOthers: 'enthält die logischen Partitionen',
  boots: 'Startet',
  checksums: 'Prüfsummen',
  checksum: (algorithm, hash, file) =>
    `${algorithm} ${hash} in ${file}; noch nicht verglichen: Das tut Überprüfen`,
  noChecksum: 'keine Prüfsummendatei daneben',
  standards: 'Normen',
  notes: 'Hinweise',
  nothingToOpen: 'Darin ist kein Dateisystem, das sich öffnen lässt.',
  whichOne: 'Es gibt mehrere: die Marke auf das gewünschte setzen.',
};
