import type { Table } from '../en/table.ts';

type Words = Table['compression'];

const reasons: Words['reasons'] = {
  'gzip-method': (f) => `gzip mit dem unbekannten Verfahren ${f.method}`,
  'gzip-flags': (_f) => 'gzip mit unbekannten Kennzeichen',
  'lz4-version': (_f) => 'ein lz4-Rahmen einer unbekannten Version',
  'lz4-dictionary': (_f) => 'ein lz4-Rahmen, der ein Wörterbuch braucht',
  'xz-options': (_f) =>
    'xz mit einem Filter oder einer Prüfung, die das installierte Programm xz nicht kennt',
  'xz-program': (_f) => 'xz mit einem Filter oder einer Prüfung, die nur das Programm xz kennt',
  'xz-memory': (_f) => 'xz, das mehr als 1 GiB Speicher braucht',
  'zstd-dictionary': (_f) => 'ein zstd-Rahmen, der ein Wörterbuch braucht',
  'zstd-window': (f) => `ein zstd-Rahmen, der ${Math.ceil(f.windowBytes / 2 ** 20)} MiB Speicher braucht`,
  lzip: (_f) => 'mit lzip komprimiert',
  lzma: (_f) => 'mit lzma komprimiert',
  compress: (_f) => 'mit compress (.Z) komprimiert',
  lzop: (_f) => 'mit lzop komprimiert',
  lrzip: (_f) => 'mit lrzip komprimiert',
  'zstd-before-1': (_f) => 'ein zstd-Rahmen einer Version vor 1.0',
  'zip-encrypted': (f) => `ein verschlüsseltes Zip-Archiv (${f.name})`,
  'zip-method': (f) => `ein Zip-Archiv, gepackt mit Verfahren ${f.method} (${f.name})`,
  'zip-endless': (f) => `ein Zip-Archiv ohne Angabe der Länge (${f.name})`,
};

const instead: Words['instead'] = {
  'gzip-method': (_f) => 'Zuerst entpacken, mit dem Programm, das es gepackt hat.',
  'gzip-flags': (_f) => 'Zuerst entpacken, mit dem Programm, das es gepackt hat.',
  'lz4-version': (_f) => 'Zuerst entpacken, mit dem Programm, das es gepackt hat.',
  'lz4-dictionary': (_f) => 'Zuerst entpacken: lz4 -d -D WÖRTERBUCH',
  'xz-options': (_f) => 'Zuerst entpacken, mit einem neueren xz oder mit 7-Zip: 7z x',
  'xz-program': (_f) => 'xz installieren (Debian: xz-utils), dann neu beginnen.',
  'xz-memory': (_f) => 'Zuerst entpacken: xz -dk',
  'zstd-dictionary': (_f) => 'Zuerst entpacken: zstd -d -D WÖRTERBUCH',
  'zstd-window': (_f) => 'Zuerst entpacken: zstd -d --long=31',
  lzip: (_f) => 'Zuerst entpacken: lzip -dk',
  lzma: (_f) => 'Zuerst entpacken: xz -dk --format=lzma',
  compress: (_f) => 'Zuerst entpacken: gzip -dk',
  lzop: (_f) => 'Zuerst entpacken: lzop -d',
  lrzip: (_f) => 'Zuerst entpacken: lrzip -d',
  'zstd-before-1': (_f) => 'Zuerst entpacken, mit einem zstd, das alte Versionen kennt: zstd -d',
  'zip-encrypted': (_f) => 'Zuerst entpacken: 7z x',
  'zip-method': (_f) => 'Zuerst entpacken: 7z x',
  'zip-endless': (_f) => 'Zuerst entpacken: 7z x',
};

export const compression: Words = { reasons, instead };
