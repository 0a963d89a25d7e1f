import type { Table } from '../../en/table.ts';

type Words = Pick<
  Table['options'],
  'packages' | 'mirror' | 'suite' | 'lock' | 'extras' | 'node' | 'level' | 'recoveryTime'
>;

/** Optionen eines Rettungsabbilds. */
export const recoveryOptions: Words = {
  packages: {
    title: 'Pakete aus Ordner',
    why: 'Nur Pakete aus diesem Ordner werden genommen; nichts wird geholt.',
    empty: 'nein: von apt',
    help: 'Pakete nur aus diesem Ordner nehmen',
    valueName: 'Ordner',
  },
  mirror: {
    title: 'Spiegel',
    why: 'Die Adresse eines Debian-Spiegels. Sonst die aus der Konfiguration von apt.',
    empty: 'wie bei apt',
    help: 'Adresse eines Debian-Spiegels (sonst die aus der Konfiguration von apt)',
    valueName: 'URL',
  },
  suite: {
    title: 'Ausgabe',
    why: 'Die Debian-Ausgabe unter dieser Adresse.',
    empty: 'stable',
    help: 'Debian-Ausgabe auf dem Spiegel (sonst stable)',
    valueName: 'Name',
  },
  lock: {
    title: 'Sperrdatei',
    why: 'Die genauen Pakete: aus dieser Datei, wenn es sie gibt, sonst hineingeschrieben.',
    empty: 'keine',
    help: 'genau die Pakete dieser Datei nehmen; gibt es sie nicht, wird sie geschrieben',
    valueName: 'Datei',
  },
  extras: {
    title: 'Weitere Werkzeuge',
    why: 'Namen, durch Kommas getrennt: wim, ntfs, lvm, md, luks, ssh, ddrescue, gdisk, squashfs.',
    empty: 'keine',
    help: 'Werkzeuge hinzufügen, durch Kommas getrennt: wim, ntfs, lvm, md, luks, ssh, ddrescue, gdisk, squashfs',
    valueName: 'Liste',
    summary: { label: 'mit', text: (said: string) => said },
  },
  node: {
    title: 'Node',
    why: 'Das Node, das im Abbild läuft: ein Programm für 64-Bit-Linux auf x86.',
    empty: 'das laufende',
    help: 'das Node, das im Abbild läuft, für linux-x64 (sonst das, das gerade läuft)',
    valueName: 'Datei',
  },
  level: {
    title: 'Wie fest packen',
    why: 'Von 1 (Sekunden, größeres Abbild) bis 19 (Minuten, das kleinste).',
    empty: '19',
    help: 'wie fest gepackt wird, von 1 (Sekunden) bis 19 (Minuten, am kleinsten; so ohne Angabe)',
    valueName: 'n',
  },
  recoveryTime: {
    title: 'Eine Zeit für alles',
    why: 'Sekunden seit 1970, wie SOURCE_DATE_EPOCH: Dieselben Pakete ergeben dieselben Bytes.',
    empty: '-',
    help: 'eine Zeit für alles im Abbild, in Sekunden seit 1970',
  },
};
