import type { Table } from '../en/table.ts';

export const sources: Table['sources'] = {
  packed: (container, packedSize) => `${container} von ${packedSize}`,
  inside: (packed, size) => `${packed}, darin ein Abbild von ${size}`,
  insideUnknown: (packed) => `${packed}; wie groß das Abbild darin ist, zeigt sich an seinem Ende`,
  serial: (serial) => `Seriennummer ${serial}`,
  receipt: (image, date, targets) => `${image}, ${date}, auf ${targets}`,
  apart: {
    'kernel-files': 'die Dateien darin erzeugt der Kernel erst beim Lesen',
    'other-file-system': 'ein anderes Dateisystem',
    'own-output': 'dieser Auftrag schreibt sie',
  },
  noExcluded: 'kein Eintrag passt auf die Muster',
  excluded: (entries) => `${entries} (ein Ordner zählt als einer)`,
  sample: (places, share) => `Stichprobe von ${places} Stellen: Etwa ${share} unterscheiden sich.`,
  deltaPays: 'Nur das zu schreiben geht schneller.',
  deltaDoesNotPay: 'Nur das zu schreiben geht nicht schneller.',
};
