import type { Table } from '../en/table.ts';

export const volumeLimits: Table['volumeLimits'] = {
  reasons: {
    'volume-features': (f) =>
      `${f.standard} mit Eigenschaften, die hier nicht gelesen werden: ${f.features.join(', ')}`,
    'journal-elsewhere': (_f) =>
      'das Journal liegt auf einem anderen Gerät und enthält, was zuletzt geschrieben wurde',
    'entry-encrypted': (_f) => 'diese Datei oder dieser Ordner ist verschlüsselt',
    'entry-elsewhere': (_f) =>
      'der Inhalt dieser Datei ist nicht im Abbild: Er liegt in einer Cloud oder in einem anderen Speicher',
    'entry-packed': (_f) => 'diese Datei ist auf eine unbekannte Art komprimiert',
    'wim-solid': (_f) => 'ein WIM, dessen Dateien zusammen gepackt sind (ESD, LZMS)',
    'wim-parts': (f) => `Teil ${f.part} eines WIM in ${f.parts} Teilen (SWM)`,
    'wim-pipable': (_f) => 'ein WIM, das aus einer Pipe gelesen werden soll',
  },
  wayOut: {
    'volume-features': (_f) =>
      'Lassen Sie es von dem System einhängen, das es angelegt hat: mount -o ro,loop ABBILD ORDNER',
    'journal-elsewhere': (_f) =>
      'Schließen Sie das Gerät mit dem Journal an, hängen Sie beide ein und wieder aus: Das leert das Journal.',
    'entry-encrypted': (_f) =>
      'Hängen Sie das Abbild auf dem System ein, von dem es stammt, entsperren Sie dort den Ordner und kopieren Sie ihn.',
    'entry-elsewhere': (_f) => 'Kopieren Sie sie auf dem Rechner, zu dem das Dateisystem gehört.',
    'entry-packed': (_f) =>
      'Hängen Sie das Abbild auf dem System ein, von dem es stammt, und kopieren Sie sie dort.',
    'wim-solid': (_f) => 'Packen Sie es zuerst neu: wimlib-imagex export VON.esd all NACH.wim --compress=LZX',
    'wim-parts': (_f) => 'Fügen Sie die Teile zuerst zusammen: wimlib-imagex join NACH.wim VON*.swm',
    'wim-pipable': (_f) =>
      'Schreiben Sie es zuerst neu: wimlib-imagex export VON.wim all NACH.wim --not-pipable',
  },
};
