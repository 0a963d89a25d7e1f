import type { Table } from '../en/table.ts';

export const states: Table['states'] = {
  proved: 'enthält das Abbild; jedes Byte wurde zurückgelesen und verglichen',
  emptied: 'ist leer; jedes geschriebene Byte wurde zurückgelesen und verglichen',
  written: 'enthält alle Bytes, ist aber nicht geprüft',
  unfinished: 'ist unfertig: Der alte Inhalt ist weg, und es ist noch nicht brauchbar',
  untouched: 'ist unberührt',
  removed: 'wurde wieder entfernt; nichts Unfertiges bleibt zurück',
  appendable: 'ist unfertig und lässt sich dort fortsetzen, wo es aufgehört hat',
  spoiled: 'ist verdorben: Es wurde begonnen und lässt sich weder fortsetzen noch neu brennen',
};
