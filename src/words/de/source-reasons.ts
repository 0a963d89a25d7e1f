import { containerCommands } from '../en/container-commands.ts';
import type { Table } from '../en/table.ts';

type Reasons = Table['sourceReasons'];

const found: Reasons['found'] = {
  folder: (_f) => 'ein Ordner; zuerst ein Abbild daraus machen',
  'no-regular-file': (_f) => 'keine gewöhnliche Datei',
  device: (_f) =>
    'ein Laufwerk oder eine Partition; zuerst als Abbild sichern: isowright read GERÄT -o DATEI',
  pipe: (_f) => 'eine Pipe; daraus liest die Quelle -: … | isowright write - LAUFWERK',
  'audio-disc': (_f) =>
    'eine Audio-Disc: Musik liegt nicht in Datensektoren, und isowright kopiert sie nicht',
  empty: (_f) => 'leer',
  'empty-disk': (f) => `eine Platte (${f.format}) mit einer Größe von 0 Bytes, auf der nichts ist`,
  '7-zip': (_f) => 'ein 7-Zip-Archiv; zuerst entpacken: 7z x',
  rar: (_f) => 'ein RAR-Archiv; zuerst entpacken: unrar x',
  qcow2: (_f) => 'eine virtuelle Platte (QCOW2); zuerst umwandeln: qemu-img convert -f qcow2 -O raw VON NACH',
  tar: (_f) => 'ein Tar-Archiv; zuerst entpacken: tar -xf',
  'web-page': (_f) => 'eine Webseite und kein Abbild',
  'virtual-disk': (f) =>
    `eine virtuelle Platte (${f.format}); zuerst umwandeln: qemu-img convert -f ${f.driver} -O raw VON NACH`,
  dmg: (_f) => 'ein Apple-Plattenabbild (DMG); zuerst umwandeln: dmg2img VON NACH, oder 7z x',
  'android-sparse': (_f) => 'ein Android-Sparse-Abbild; zuerst umwandeln: simg2img VON NACH',
  wim: (_f) =>
    'ein Windows-Archiv (WIM); es ist keine Platte und gehört zu den Dateien des Windows-Setups auf einen Stick; ls und extract lesen seine Dateien',
  partclone: (_f) => 'ein partclone-Abbild; mit partclone.restore zurückspielen',
  'raw-sectors': (_f) =>
    'ein Abbild mit rohen Sektoren zu 2352 Bytes; zuerst in ein ISO umwandeln: bchunk VON CUE NACH',
  program: (_f) => 'ein Programm',
  torrent: (_f) => 'ein Torrent; ein BitTorrent-Programm holt damit das Abbild',
  pgp: (_f) => 'eine Signatur, ein Schlüssel oder eine verschlüsselte Nachricht (PGP)',
  'lfs-pointer': (_f) => 'ein Git-LFS-Zeiger, der das Abbild nur nennt; zuerst holen: git lfs pull',
  'checksum-file': (_f) => 'eine Liste von Prüfsummen',
  text: (f) => (f.format === '' ? 'ein Text' : `ein Text (${f.format})`),
  zeros: (_f) => 'nichts als Nullen',
  container: (f) =>
    `kein einfaches Abbild (${f.format}); zuerst umwandeln oder entpacken${f.command && `: ${f.command}`}`,
  'flash-image': (f) =>
    `Firmware (${f.format}) für das Flash-Programm ihres Herstellers; von einem Laufwerk startet damit nichts`,
  'other-file': (f) => `eine Datei anderer Art (${f.format})`,
  'no-file-list': (_f) => 'kein Abbild, dessen Dateien sich auflisten lassen',
  'no-disc': (_f) => 'kein Abbild einer Disc (ISO 9660 oder UDF); nur deren Dateien werden neu angeordnet',
  'file-system': (f) =>
    `ein Dateisystem (${f.format}), dessen Dateien hier nicht aufgelistet werden; zum Lesen einhängen`,
  partitions: (_f) =>
    'eine Platte mit Partitionen, deren Dateien hier nicht aufgelistet werden; inspect nennt sie, losetup -P zeigt sie zum Einhängen',
  'packed-twice': (f) => `mehrfach komprimiert (innen ${f.inner}); zuerst entpacken`,
  'packed-disk': (f) =>
    `eine virtuelle Platte oder Disc (${f.disk}), komprimiert (${f.packing}): sie lässt sich nicht der Reihe nach lesen; zuerst entpacken, dann die entpackte Datei angeben`,
  'passing-disk': (f) =>
    `eine virtuelle Platte oder Disc (${f.disk}), die nicht der Reihe nach gelesen wird: zuerst als Datei speichern, dann isowright diese geben`,
  'passing-sheet': (f) =>
    `eine Beschreibung (${f.disk}) von Dateien, die daneben liegen: zuerst alle in einem Ordner speichern, dann isowright diese hier geben`,
  'zip-empty': (_f) => 'ein leeres Zip-Archiv',
  'zip-without-image': (f) => `ein Zip-Archiv ohne Abbild (${f.entries})`,
  'zip-of-several': (f) =>
    `ein Zip-Archiv mit mehreren Abbildern (${f.entries}); das gemeinte entnehmen: unzip`,
};

const changes: Reasons['changes'] = {
  size: (_f) => 'Größe',
  type: (_f) => 'Art',
  content: (_f) => 'Inhalt',
  removed: (_f) => 'entfernt',
  'modification-time': (_f) => 'Zeit der letzten Änderung',
  'another-file': (_f) => 'eine andere Datei trägt den Namen',
  'times-put-back': (_f) =>
    'sie wurde geändert und ihre Zeiten zurückgestellt, oder ihre Rechte wurden geändert',
  resized: (_f) => 'die Größe änderte sich',
  'written-to': (_f) => 'es wurde hineingeschrieben',
  'other-size': (f) => `es waren ${f.expectedBytes} Bytes und sind nun ${f.foundBytes}`,
  'read-otherwise': (_f) => 'ein zweites Lesen ergab andere Bytes als das erste',
  'since-confirmed': (_f) => 'seit der Bestätigung geändert',
  'shorter-on-server': (_f) => 'auf dem Server ist es jetzt kürzer',
  'other-on-server': (_f) => 'der Server schickt andere Bytes als zuvor',
  'other-etag': (_f) => 'der Server hat jetzt eine andere Fassung (ETag)',
  'other-date': (_f) => 'der Server hat jetzt eine andere Fassung (Last-Modified)',
  'other-size-on-server': (_f) => 'die Größe auf dem Server änderte sich',
};

const parts: Reasons['parts'] = {
  'compressed-data': 'komprimierte Daten',
  'bzip2-block': 'ein bzip2-Block',
  'bzip2-header': 'ein bzip2-Kopf',
  'gzip-checksum': 'die Prüfsumme eines gzip-Teils',
  'gzip-header': 'ein gzip-Kopf',
  'lz4-frame': 'ein lz4-Rahmen',
  relay: 'die weitergereichten Daten',
  'skippable-zstd-frame': 'ein überspringbarer zstd-Rahmen',
  'zip-archive': 'ein Zip-Archiv',
  'zstd-frame': 'ein zstd-Rahmen',
  'archive-entry': 'ein Eintrag eines Archivs',
};

const resume: Reasons['resume'] = {
  running: 'er läuft noch',
  proved: 'er ist fertig und geprüft',
  'kept-nothing': 'ein Vergleich lässt sich nicht fortsetzen',
  'input-gone': 'die Quelle war die Standardeingabe, und die wurde nicht aufbewahrt',
};

export const sourceReasons: Reasons = {
  found,
  changes,
  parts,
  resume,
  commands: containerCommands({ from: 'VON', to: 'NACH', target: 'ZIEL' }),
  emptyArchive: 'es ist leer',
  andMore: (names, more) => `${names} und ${more} weitere`,
  nameless: 'die Quelle',
  startAnew: 'Neu beginnen.',
  pipeAgain: (job) => `Dasselbe Abbild noch einmal hineinleiten: … | isowright resume ${job}`,
};
