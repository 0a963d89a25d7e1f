import type { Table } from '../../en/table.ts';

export const drive: Table['screens']['drive'] = {
  unnamed: (kind) => `namenlos (${kind})`,
  noSerial: 'ohne Nr.',
  unknown: 'unbekannt',
  used: (size) => `${size} belegt`,
  drive: 'Laufwerk',
  size: 'Größe',
  serial: 'Seriennr.',
  none: 'keine',
  id: 'ID',
  holds: 'Inhalt',
  itHolds: 'Inhalt',
  mounted: 'EINGEHÄNGT',
  fresh: 'NEU',
  unmountedFirst: (mounts) => `wird ausgehängt: ${mounts}`,
  unmount: 'Aushängen',
};
