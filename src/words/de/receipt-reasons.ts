import type { Table } from '../en/table.ts';

export const receiptReasons: Table['receiptReasons'] = {
  receipt: {
    'too-large': (_f) => 'er ist zu groß für einen Beleg',
    'no-receipt': (f) =>
      f.field === '' ? 'es ist kein Beleg' : `es ist kein Beleg: ${f.field} fehlt oder ist falsch`,
    'seal-broken': (_f) => 'er wurde nachträglich geändert: Seine eigene Prüfsumme stimmt nicht',
    'no-bytes': (_f) => 'er gilt für kein einziges Byte',
    'pieces-missing': (_f) => 'er enthält nicht für jedes Stück eine Prüfsumme',
    'root-hash-differs': (_f) => 'die Prüfsummen seiner Stücke passen nicht zur gemeinsamen',
    'sizes-differ': (_f) => 'seine Größen widersprechen sich',
    'hashes-differ': (_f) => 'seine Prüfsummen widersprechen sich',
    'other-image': (f) =>
      `das Laufwerk enthält seine Stücke, aber zusammen ergeben sie das Abbild mit SHA-256 ${f.sha256}, nicht das genannte`,
  },
  undo: {
    running: (_f) => 'er läuft noch; halten Sie ihn zuerst an',
    'kept-nothing': (_f) => 'er hat nichts von dem aufbewahrt, was er überschrieb',
    'wrote-to-no-drive': (_f) => 'er schrieb auf kein Laufwerk',
    'kept-damaged': (_f) => 'was er vom Laufwerk aufbewahrt hat, ist beschädigt',
  },
};
