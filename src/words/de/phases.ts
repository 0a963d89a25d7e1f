import type { Table } from '../en/table.ts';

export const phases: Table['phases'] = {
  starting: 'beginnt',
  plan: 'liest den Ordner',
  planImage: 'liest die Dateien des Abbilds',
  planPackages: 'stellt die Pakete zusammen',
  test: 'testet, ob das Laufwerk fasst, was es angibt',
  read: 'liest die Quelle',
  write: 'schreibt',
  writeImage: 'schreibt das Abbild',
  flush: 'wartet, bis alles auf dem Medium ist',
  verify: 'liest zurück und vergleicht',
  finish: 'schließt ab',
  stopping: 'wird angehalten',
  ended: 'beendet',
  limits: {
    decompression: 'das Entpacken der Quelle',
    hash: 'die Prüfsumme',
    folder: 'das Lesen des Ordners',
    source: 'das Lesen der Quelle',
    output: 'die Ausgabedatei',
    slowestDrive: 'das langsamste Laufwerk',
    drive: 'das Laufwerk',
  },
};
