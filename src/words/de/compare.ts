import type { Table } from '../en/table.ts';

export const compare: Table['compare'] = {
  sameBytes: (size) => `Gleich: jedes Byte stimmt überein (${size}).`,
  sameContent: (entries, size) => `Gleich: dieselben Dateien (${entries}, ${size} verglichen).`,
  sameFile: 'Gleich: beides ist dieselbe Datei.',
  otherBytes: (places, bytes) => `Verschieden: ${places}, zusammen ${bytes}.`,
  otherSizes: (a, b) => `Verschieden: das eine hat ${a} Bytes, das andere ${b}.`,
  otherContent: (differences, entries) => `Verschieden: ${differences} in ${entries}.`,
  butSameContent: (entries) =>
    `Die Dateien in beiden sind trotzdem dieselben (${entries}): nur ihre Anordnung ist eine andere. --by content vergleicht nur sie.`,
  onlyUnread:
    'Kein Unterschied gefunden; aber nicht alles war lesbar, also weiß niemand, ob beide gleich sind.',
  behind: (size) =>
    `Das Gerät ist größer als das, womit es verglichen wurde: ${size} hinter dessen Ende blieben außer Betracht.`,
  more: (differences) => `und ${differences}`,
  counted: (parts) => `Insgesamt: ${parts}.`,
  movesLeftOut: (files) =>
    `${files} stehen nur auf einer Seite; ob sie verschoben wurden, wurde nicht gesucht.`,
  twins: (entries) =>
    `${entries} ausgelassen: im selben Ordner steht davor ein anderer Eintrag dieses Namens.`,
  noContent: (path) => `${path}: die Dateien lassen sich nicht auflisten; nur Bytes wurden verglichen.`,
  progressBytes: (done, total, percent) => `${done} von ${total} verglichen (${percent})`,
  progressUnsized: (done) => `${done} verglichen`,
  progressEntries: (entries, size) => `${entries}, ${size} verglichen`,
  kinds: {
    size: 'Größe',
    bytes: 'Bytes',
    unreadable: 'unlesbar',
    added: 'neu',
    removed: 'fehlt',
    moved: 'bewegt',
    type: 'Art',
    content: 'Inhalt',
    metadata: 'Angaben',
  },
  sizes: (a, b) => `${a} und ${b} Bytes`,
  at: (from, length) => `ab Byte ${from}, ${length}`,
  inBoth: (names) => `in ${names}`,
  inEach: (a, b) => `in ${a}; auf der anderen Seite ${b}`,
  andOthers: (count) => `und ${count} weitere`,
  unreadPlace: (side, from, length) => `${side}: ab Byte ${from}, ${length}`,
  unreadPath: (side, path) => `${side}: ${path}`,
  cannotHold: (path) => `${path} (das andere Dateisystem kann es nicht aufnehmen)`,
  movedFrom: (from, to) => `${from} ist jetzt ${to}`,
  types: (path, a, b) => `${path}: erst ${a}, dann ${b}`,
  fromByte: (path, at) => `${path}: ab Byte ${at}`,
  otherSize: (path, a, b) => `${path}: erst ${a} Bytes, dann ${b}`,
  field: (name, a, b) => `${name} ${a} → ${b}`,
  fields: {
    mode: 'Rechte',
    uid: 'Eigentümer',
    gid: 'Gruppe',
    mtime: 'Zeit',
    target: 'führt zu',
    device: 'Gerät',
    name: 'Name',
  },
  typeNames: {
    file: 'Datei',
    dir: 'Ordner',
    symlink: 'Verweis',
    'block-device': 'Blockgerät',
    'char-device': 'Zeichengerät',
    fifo: 'benannte Pipe',
    socket: 'Socket',
  },
  structures: {
    'partition-table': 'der Partitionstabelle',
    'system-area': 'dem Systembereich',
    'volume-descriptors': 'den Datenträgerbeschreibungen',
    'file-system': 'Strukturen des Dateisystems oder freiem Platz',
    outside: 'keiner Partition und keiner Datei',
  },
  inPartition: (structure, partition) => `${structure} von Partition ${partition}`,
  bytesOfImages: (path) =>
    `${path} ist ein Ordner und hat keine eigenen Bytes: ohne --by bytes wird verglichen, was darin ist`,
  inputContent:
    'die Standardeingabe kommt nur einmal und der Reihe nach; Dateien eines Abbilds lassen sich so nicht lesen: zuerst in eine Datei speichern',
  inputTwice: 'die Standardeingabe kann nur eine der beiden Seiten sein',
  streamContent: (path) =>
    `${path} ist komprimiert; Dateien lassen sich nur im Abbild selbst vergleichen: zuerst entpacken`,
};
