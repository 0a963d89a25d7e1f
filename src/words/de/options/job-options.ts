import type { Table } from '../../en/table.ts';

const tests: { readonly [value: string]: string } = {
  quick: 'zuerst ein kurzer',
  full: 'zuerst jedes Byte des Laufwerks: dauert lange',
  off: 'keiner',
};
const testText = (said: string) => tests[said] ?? said;

export const jobOptions = {
  files: {
    title: 'Auf dem Laufwerk',
    why: 'Der Stick enthält die Dateien des Abbilds: Er ist beschreibbar und startet mit UEFI. Sonst wird er selbst zum Abbild.',
    help: 'die Dateien auf das Laufwerk bringen, als beschreibbarer FAT32-Stick, nicht das Abbild selbst',
    summary: { label: 'geschrieben', text: () => 'als Dateien auf FAT32, nicht als Abbild' },
    values: {
      off: [
        'als Abbild',
        'Das Laufwerk wird zum Abbild, wie es gedacht ist. Was darauf ist, lässt sich nicht ändern.',
      ],
      on: [
        'als Dateien',
        'Ein FAT32-Stick mit den Dateien des Abbilds: beschreibbar, und der Rest bleibt frei.',
      ],
    },
  },
  table: {
    title: 'Partitionstabelle',
    why: 'MBR liest alles; GPT ist für Laufwerke über 2 TiB, und für alle, die sie wollen.',
    help: 'Partitionstabelle eines Sticks mit Dateien: mbr oder gpt (sonst: mbr bis 2 TiB)',
    valueName: 'Art',
    summary: { label: 'Tabelle', text: (said: string) => said.toUpperCase() },
    values: {
      auto: ['nach Größe', 'MBR bis 2 TiB, darüber GPT.'],
      mbr: ['MBR', 'Jeder Computer liest sie.'],
      gpt: ['GPT', 'Mit einer Kopie am Ende des Laufwerks.'],
    },
  },
  bios: {
    title: 'Startet mit BIOS',
    why: 'Alte Computer starten vom ersten Sektor. Was dort steht, stammt von Programmen dieses Computers: GRUB oder syslinux.',
    help: 'was ein BIOS von einem Stick mit Dateien startet: grub, syslinux oder none (sonst: was dieser Computer bereitstellen kann)',
    valueName: 'Lader',
    summary: {
      label: 'BIOS',
      text: (said: string) => (said === 'none' ? 'startet ihn nicht' : `durch ${said}`),
    },
    values: {
      auto: ['was da ist', 'GRUB für Menüs von GRUB, sonst syslinux in der Version, die das Abbild hat.'],
      grub: ['GRUB', 'Von grub-mkimage zusammengesetzt; zeigt das Menü des Abbilds.'],
      syslinux: ['syslinux', 'In derselben Version wie das isolinux des Abbilds; mit einem MBR.'],
      none: ['nein', 'Nur UEFI startet den Stick.'],
    },
  },
  filesSize: {
    title: 'Größe der Partition',
    why: 'So groß wird die Partition mit den Dateien; der Rest des Laufwerks bleibt frei oder behält Änderungen. Sonst füllt sie das Laufwerk.',
    help: 'mit --files: die Größe der Partition mit den Dateien, wie 8G (sonst: das ganze Laufwerk); und als 80x24 die eines Terminals, das sie nicht nennt',
    valueName: 'Größe',
    summary: { label: 'Partition', text: (said: string) => `${said}; der Rest des Laufwerks bleibt` },
    empty: 'das ganze Laufwerk',
  },
  persistence: {
    title: 'Behält Änderungen',
    why: 'Ein Live-System von Debian oder Ubuntu behält dann Dateien und Einstellungen, in einer zweiten Partition. Sonst vergisst es sie beim Ausschalten.',
    help: 'zweite Partition, in der ein Live-System von Debian oder Ubuntu Änderungen behält: eine Größe wie 4G, oder rest',
    valueName: 'Größe',
    summary: { label: 'behält', text: (said: string) => (said === 'rest' ? 'im Rest des Laufwerks' : said) },
  },
  stickFileSystem: {
    title: 'Dateisystem',
    why: 'Was jeder Computer liest, und Firmware auch.',
    help: 'das Dateisystem eines Sticks mit Dateien: fat32 (Standard), exfat für Dateien ab 4 GiB (davon startet UEFI nicht), fat16',
    valueName: 'art',
    summary: { label: 'mit', text: (said: string) => fileSystemText(said) },
    values: {
      auto: ['nach Größe', 'FAT32, und FAT16 auf Laufwerken, die dafür zu klein sind.'],
      fat32: ['FAT32', 'Liest alles, auch Firmware. Keine Datei darf 4 GiB oder mehr haben.'],
      exfat: ['exFAT', 'Für Dateien ab 4 GiB. Davon startet UEFI nicht.'],
      fat16: ['FAT16', 'Für kleine Laufwerke, und Geräte, die nichts anderes kennen.'],
    },
  },
  verify: {
    title: 'Zurücklesen und vergleichen',
    why: 'Prüft jedes Byte des Ergebnisses; dauert noch einmal so lange. Ohne das meldet der Bericht, dass nichts geprüft ist.',
    help: 'das Ergebnis nicht zurücklesen',
    summary: 'none',
  },
  delta: {
    title: 'Nur was abweicht',
    why: 'Liest erst das Laufwerk und schreibt nur, was anders ist: schnell, wenn das meiste schon da ist.',
    help: 'erst lesen und nur schreiben, was abweicht',
    summary: { label: 'schreibt', text: () => 'nur, was von dem abweicht, was da ist' },
  },
  test: {
    title: 'Laufwerk zuerst testen',
    why: 'Fasst das Laufwerk so viel, wie es angibt?',
    help: 'testen, ob das Laufwerk fasst, was es angibt: quick (üblich bei neuen), full (zerstört allen Inhalt), off',
    valueName: 'Art',
    summary: { label: 'Test', text: testText },
    values: {
      auto: [
        'neue Laufwerke',
        'Ein kurzer Test, wenn dieses Laufwerk noch keinen bestanden hat. Findet falsche Größen in Sekunden; Inhalt wird zurückgeschrieben.',
      ],
      quick: [
        'kurz',
        'Einige Sekunden: Etwa 50 Stellen werden geschrieben, gelesen und zurückgeschrieben. Findet Laufwerke mit falscher Größe.',
      ],
      full: [
        'vollständig',
        'Schreibt und liest das ganze Laufwerk, so lange das dauert: findet jede schlechte Stelle. Alles darauf geht verloren.',
      ],
      off: ['nein', 'Kein Test. Eine falsche Größe zeigt sich erst beim Zurücklesen.'],
    },
  },
  receipt: {
    title: 'Beleg',
    why: 'Der vollständige Pfad einer neuen Datei mit Prüfsummen und Kennungen: Sie beweist das Ergebnis noch nach Jahren, ohne das Abbild.',
    summary: { label: 'Beleg', text: (said: string) => said },
    help: 'eine neue Datei mit Prüfsummen und Kennungen, um das Laufwerk ohne Abbild zu prüfen',
    valueName: 'Datei',
    empty: 'keiner',
  },
  bmapFile: {
    title: 'Blockliste',
    why: 'Der vollständige Pfad einer anderen .bmap-Datei als der neben dem Abbild.',
    help: 'eine Blockliste des Abbilds (sonst: NAME.bmap daneben): was sie auslässt, bleibt, wie es ist',
    valueName: 'Datei',
    empty: 'die neben dem Abbild',
  },
  bmap: {
    title: 'Blockliste benutzen',
    why: 'Eine .bmap-Datei neben dem Abbild sagt, welche Blöcke zählen: Die anderen werden nicht geschrieben. Ein Beleg braucht alle.',
    help: 'keine Blockliste: alles zählt, auch was eine auslässt',
  },
  sha256: {
    title: 'SHA-256',
    why: 'Was das Abbild, oder die Datei, in die es gepackt ist, nach seinem Herausgeber sein soll: 64 hexadezimale Ziffern.',
    help: 'die SHA-256, die das Abbild oder die gepackte Datei haben muss',
    valueName: 'hex',
    empty: 'was neben dem Abbild liegt',
  },
  hashFile: {
    title: 'Prüfsummendatei',
    why: 'Eine Prüfsummendatei, die das Abbild nennt, wo immer sie liegt; ihr ganzer Pfad.',
    help: 'eine Prüfsummendatei, die sagt, was das Abbild sein muss (sonst: die daneben)',
    valueName: 'Datei',
    empty: 'die neben dem Abbild',
  },
  raw: {
    title: 'Was es auch ist',
    why: 'Eine Datei, die kein Abbild ist (eine virtuelle Platte, ein Archiv, eine Webseite), wird abgelehnt. Hiermit wird sie genommen, wie sie ist.',
    help: 'eine Datei, die kein Abbild ist, nehmen, wie sie ist',
  },
  allowTruncated: {
    title: 'Abgeschnitten erlaubt',
    why: 'Ein Abbild, das vor seinen eigenen Dateisystemen, Partitionen oder Startabbildern endet, wurde abgeschnitten und wird abgelehnt. Wenige sind so gemacht.',
    help: 'ein Abbild nehmen, das vor seinen eigenen Strukturen endet',
  },
  rebuild: {
    title: 'Neu anlegen',
    why: 'Die Dateien des Abbilds werden neu angelegt, mit den Optionen eines Abbilds aus einem Ordner.',
    summary: 'none',
    help: 'die Dateien eines Abbilds neu anlegen, mit den Optionen von make',
  },
  discard: {
    title: 'Zuerst verwerfen',
    why: 'Verwirft zuerst allen Inhalt des Laufwerks (TRIM); liest es sich dann als Nullen, müssen Nullen nicht geschrieben werden. Nichts lässt sich rückgängig machen.',
    help: 'den Inhalt des Laufwerks zuerst verwerfen (TRIM)',
  },
  driveLabel: {
    title: 'Name',
    why: 'Was ein Computer für das Laufwerk anzeigt; höchstens 11 einfache Zeichen.',
    help: 'Name des Dateisystems',
    summary: {
      label: 'wird',
      always: true,
      text: (said: string) => `eine leere Partition${said === '' ? '' : ` namens ${said}`}`,
    },
    valueName: 'Text',
    empty: 'keiner',
  },
  fileSystem: {
    title: 'Dateisystem',
    why: 'Was jeder Computer ohne weitere Programme liest.',
    help: 'das Dateisystem: fat32, exfat oder fat16; ohne Angabe FAT32 bis 32 GiB (FAT16 unter 40 MiB), darüber exFAT',
    valueName: 'Art',
    summary: { label: 'mit', always: true, text: fileSystemText },
    values: {
      auto: ['nach Größe', 'FAT32 bis 32 GiB, exFAT auf größeren Laufwerken.'],
      fat32: ['FAT32', 'Das lesen alle, auch Fernseher und Firmware. Keine Datei über 4 GiB.'],
      exfat: ['exFAT', 'Für Dateien über 4 GiB. Alte Geräte und meist auch Firmware lesen es nicht.'],
      fat16: ['FAT16', 'Für Geräte, die nichts anderes kennen; bis 2 GiB.'],
    },
  },
  clusters: {
    title: 'Cluster',
    why: 'Eine Datei belegt ganze Cluster: kleine verschwenden weniger, große halten die Tabellen kurz. Manche Geräte verlangen eine bestimmte Größe.',
    help: 'Bytes eines Clusters: eine Zweierpotenz von 512 bis 64K, mit exFAT bis 32M (sonst nach Größe des Laufwerks)',
    valueName: 'Größe',
    summary: { label: 'Cluster', text: (said: string) => said },
    empty: 'nach Größe',
  },
  partly: {
    help: 'auch wenn überschriebene Dateien nicht zurückkommen können',
  },
} satisfies Partial<Table['options']>;

function fileSystemText(said: string): string {
  const names: { readonly [value: string]: string } = { fat16: 'FAT16', fat32: 'FAT32', exfat: 'exFAT' };
  return names[said] ?? 'FAT32 bis 32 GiB, exFAT auf größeren Laufwerken';
}
