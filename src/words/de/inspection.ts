import type { Table } from '../en/table.ts';

const notes: Table['inspection']['notes'] = {
  'catalogue-missing': 'der Startkatalog liegt hinter dem Ende des Abbilds',
  'catalogue-checksum': 'der Startkatalog hat eine falsche Prüfsumme: UEFI lehnt ihn ab',
  'catalogue-header': 'der Startkatalog beginnt nicht mit seinem Prüfeintrag',
  'catalogue-key': 'dem Startkatalog fehlen seine Kennbytes',
  'catalogue-no-header': 'ein Starteintrag hat keinen Abschnittskopf',
  'catalogue-unknown-entry': 'der Startkatalog hat einen Eintrag unbekannter Art',
  'catalogue-cut': 'ein Abschnitt des Startkatalogs hat weniger Einträge als angegeben',
  'gpt-primary': 'die erste Kopie der GPT ist beschädigt',
  'gpt-backup': 'die zweite Kopie der GPT ist beschädigt oder fehlt',
  'gpt-not-at-end': 'die zweite Kopie der GPT liegt nicht im letzten Block',
  'gpt-large-blocks':
    'die GPT zählt in Blöcken von 4096 Bytes: nur Laufwerke mit solchen Sektoren zeigen ihre Partitionen',
  'udf-metadata-mirror': 'die Metadatendatei des UDF-Datenträgers ist beschädigt; ihr Spiegel wurde gelesen',
  'apple-partition-map': 'es hat eine Apple-Partitionstabelle',
  'high-sierra': 'eine High-Sierra-Disc, älter als ISO 9660: Ihre Dateien lassen sich nicht auflisten',
  'raw-sectors': 'rohe Sektoren, wie sie auf einer Disc stehen',
  'another-session': 'es folgt eine spätere Session: Ein Laufwerk zeigt deren Dateien statt derer der ersten',
  'journal-replayed':
    'es wurde nicht ausgehängt: Was im Journal steht, gilt beim Lesen als eingespielt; verändert wurde nichts',
  'journal-damaged':
    'es wurde nicht ausgehängt, und sein Journal lässt sich nicht bis zum Ende lesen: Zuletzt Geschriebenes kann fehlen',
  'not-clean': 'es wurde nicht ausgehängt: Zuletzt Geschriebenes kann fehlen',
  unreadable: 'eine Stelle, die geprüft werden musste, ist nicht lesbar',
};

const volumes: { readonly [kind: string]: string } = {
  joliet: 'das Joliet-Dateisystem',
  enhanced: 'das Dateisystem mit langen Namen',
};

const reaches: Table['inspection']['reaches'] = {
  volume: (name) => volumes[name] ?? 'das ISO-9660-Dateisystem',
  file: (name) => `die Datei ${name}`,
  'udf-partition': (_name) => 'das UDF-Dateisystem',
  'boot-catalogue': (_name) => 'der Startkatalog',
  'boot-image': (_name, number) => `Startabbild ${number ?? ''}`,
  partition: (_name, number) => `Partition ${number ?? ''}`,
  'apple-partition': (_name, number) => `Apple-Partition ${number ?? ''}`,
  'backup-gpt': (_name) => 'die zweite Kopie der GPT',
  'file-system': (name, number) =>
    number === undefined ? `das Dateisystem ${name}` : `das Dateisystem ${name} in Partition ${number}`,
  wim: (_name) => 'das WIM-Archiv',
};

export const inspection: Table['inspection'] = {
  notes,
  reaches,
  isOther: (what) => `das ist ${what}`,
  isPacked: (how, instead) => `${how}. ${instead}`,
  cut: (what, endByte, imageBytes) =>
    `${what} endet bei Byte ${endByte}, aber das Abbild hat nur ${imageBytes} Bytes: Es wurde abgeschnitten`,
  dataTrack: (number, mode, sectors) => `Spur ${number}: Daten, ${mode}, ${sectors} Sektoren`,
  audioTrack: (number, length) =>
    `Spur ${number}: Ton, ${length}; sie hat keine Dateien und gehört nicht zum Abbild der Daten`,
  udfInPart: (what) => `das UDF-Dateisystem ist am Anfang allein nicht zu erkennen: ${what}`,
  udfDamaged: (what) => `das UDF-Dateisystem ist beschädigt: ${what}`,
  partUnreadable: 'ein Teil davon ist nicht lesbar',
};
