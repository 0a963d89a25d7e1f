import type { Table } from '../en/table.ts';

export const leftOut: Table['leftOut'] = {
  reasons: {
    'same-name': 'ein anderer Eintrag dieses Namens steht davor im selben Ordner und wurde herausgeholt',
    'name-refused': 'das Dateisystem nimmt diesen Namen nicht an',
    'link-target': 'das Ziel dieses Verweises ist leer, zu lang oder enthält ein NUL',
    'links-refused': 'das Dateisystem kennt keine symbolischen Verweise',
    damaged: 'der Inhalt ist beschädigt oder abgeschnitten',
    unsupported: 'der Inhalt ist verschlüsselt',
    'kept-elsewhere':
      'der Inhalt ist nicht im Abbild: er liegt in einer Cloud oder in einem anderen Speicher',
    'packing-unsupported': 'der Inhalt ist auf eine Art komprimiert, die nicht unterstützt wird',
    'folder-unsupported': 'der Ordner ist verschlüsselt',
    'folder-damaged': 'der Ordner ist beschädigt: was hinter der Stelle steht, wurde nicht herausgeholt',
    'folder-circle': 'der Ordner kam schon einmal vor: das Abbild führt im Kreis',
    'folder-deep': 'was tiefer als 1024 Ebenen liegt, wurde nicht herausgeholt',
    'in-the-way': 'unter diesem Namen ist dort schon etwas',
    'not-writable': 'dieser Benutzer darf dort nicht schreiben',
    'file-too-large': 'das Dateisystem fasst keine Datei dieser Größe',
  },
  withAllInIt: (reason) => `${reason}; nichts darin wurde herausgeholt`,
};
