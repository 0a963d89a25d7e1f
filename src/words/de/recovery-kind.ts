import type { Table } from '../en/table.ts';
import { quoted } from '../quoted.ts';

/** Was das Erstellen eines Rettungsabbilds von sich sagt. */
export const recovery: Table['kinds']['recovery'] = {
  title: 'Ein Rettungsabbild erstellen',
  about:
    'ein Abbild erstellen, das isowright auf jedem Rechner startet: von CD oder Stick, mit BIOS, UEFI und Secure Boot',
  done: () => 'Fertig und geprüft',
  proved: 'enthält das Rettungsabbild; jedes Byte wurde zurückgelesen und verglichen',
  proof: () => 'jedes Paket anhand seiner SHA-256; jedes Byte des Abbilds wird zurückgelesen und verglichen',
  would: ({ output }) => `das Rettungsabbild ${output?.path ?? ''} erstellen`,
  lookedAt: () => 'die Pakete',
  stopped: () => 'Nichts Unfertiges bleibt zurück; geholte Pakete bleiben erhalten.',
  next: (_, { image }) =>
    image === undefined ? [] : [`Auf einen Stick schreiben: isowright write ${quoted(image.path)} DRIVE`],
  overwrittenWith: () => 'dem Rettungsabbild',
  menu: {
    title: 'Einen Rettungsstick erstellen',
    line: 'einen Rettungsstick erstellen: ein Abbild, das isowright auf jedem Rechner startet',
    about: [
      'Erstellt ein Abbild, das isowright auf jedem Rechner startet, von Stick oder CD.',
      'Das dauert einige Minuten. Danach kann das Abbild auf einen Stick.',
    ],
  },
};
