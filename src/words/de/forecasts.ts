import type { Table } from '../en/table.ts';

type Forecasts = Table['forecasts'];

const reasons: Forecasts['reasons'] = {
  'entry-behind': (_f) => 'das Startabbild liegt hinter dem Ende des Abbilds',
  'bios-entry-not-first': (_f) =>
    'das Startabbild für BIOS ist nicht das erste im Startkatalog, und ein BIOS startet das erste',
  'catalogue-without-key': (_f) => 'dem Startkatalog fehlen seine Kennbytes, und das BIOS lehnt ihn ab',
  'record-not-seen': (_f) =>
    'der Startdatensatz steht nicht in Sektor 17, dem einzigen Ort, an dem ein BIOS ihn sucht',
  'catalogue-without-header': (_f) =>
    'der Startkatalog beginnt nicht mit seinem Prüfeintrag, und das BIOS lehnt ihn ab',
  'loads-nothing': (_f) => 'laut Startkatalog soll das BIOS nichts vom Startabbild laden',
  'loads-too-much': (_f) =>
    'laut Startkatalog soll das BIOS mehr vom Startabbild laden, als in seinen Speicher passt',
  'entry-blank': (_f) => 'das Startabbild beginnt mit nichts als Nullen',
  'no-bios-entry': (_f) => 'kein Startabbild für BIOS im Startkatalog',
  'told-wrong-place': (f) =>
    `die Startinformationstabelle nennt ${f.loader} einen falschen Ort oder eine falsche Prüfsumme`,
  'not-told-place': (f) => `${f.loader} erfährt nicht, wo es liegt (keine Startinformationstabelle)`,
  'shown-as-disk': (f) =>
    `das BIOS zeigt das Startabbild als ${f.disk === 'hard-disk' ? 'Festplatte' : `Diskette mit ${f.disk.replace('.', ',')} MB`}`,
  'unknown-program': (_f) => 'das Startabbild ist ein unbekanntes Programm',
  'entry-names': (f) => `der Startkatalog nennt ${f.loader}`,
  'no-mbr': (_f) => 'kein Master Boot Record',
  'no-boot-code': (_f) => 'kein Startcode im ersten Sektor',
  'unknown-boot-code': (_f) => 'der Startcode im ersten Sektor ist unbekannt',
  'says-not-bootable': (_f) => 'der Startcode im ersten Sektor sagt nur, dass dies kein Startmedium ist',
  'no-active-partition': (_f) =>
    'der Startcode im ersten Sektor startet die aktive Partition, aber nicht genau eine ist als aktiv markiert',
  'active-partition-blank': (_f) => 'die aktive Partition beginnt nicht mit einem Bootsektor',
  'starts-partition': (_f) =>
    'der Startcode im ersten Sektor startet die aktive Partition, deren Programm unbekannt ist',
  'sector-starts': (f) =>
    `der erste Sektor startet ${{ grub: 'GRUB', isolinux: 'isolinux', syslinux: 'syslinux', 'boot-image': 'das Startabbild' }[f.starts]}`,
  'no-uefi-entry': (_f) => 'kein Startabbild für UEFI im Startkatalog',
  'catalogue-damaged': (_f) => 'der Startkatalog ist beschädigt, und UEFI lehnt ihn ab',
  'image-lacks': (f) => `im Startabbild für UEFI fehlt ${f.path}`,
  'image-has': (f) => `der Startkatalog nennt ein Abbild mit ${f.path}`,
  'loader-refused': (f) => `${f.path} ist da, aber kein Programm für diesen Prozessor`,
  'partitions-overlap': (_f) => 'Partitionen überlappen sich, und UEFI lehnt die Partitionstabelle ab',
  'large-sectors-have': (f) =>
    `eine Partition hat ${f.path}, aber nur Laufwerke mit Sektoren von ${f.sectorBytes} Bytes zeigen sie`,
  'table-damaged': (_f) => 'die Partitionstabelle ist beschädigt',
  'partition-has': (f) => `eine Partition hat ${f.path}`,
  'only-udf': (f) => `das UDF-Dateisystem hat ${f.path}: nur Firmware, die UDF liest, startet es`,
  'only-catalogue': (_f) =>
    'keine Partition mit Startprogramm: nur für Firmware, die auch auf Sticks einen Startkatalog sucht',
  'no-partition-has': (f) => `keine Partition hat ${f.path}`,
  'other-sectors': (f) =>
    `das Abbild zählt in Sektoren von ${f.imageBytes} Bytes, das Laufwerk hat welche von ${f.driveBytes} Bytes`,
};

export const forecasts: Forecasts = {
  reasons,
  programs: {
    isolinux: 'isolinux',
    grub: 'GRUB',
    windows: 'den Startmanager von Windows',
    efi: 'EFI',
    unknown: 'ein Programm',
  },
  inPart: (reason) => `im gelesenen Teil: ${reason}`,
};
