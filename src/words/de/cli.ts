import type { Table } from '../en/table.ts';

type Cli = Table['cli'];

const drives: Cli['drives'] = {
  noneOffered: 'Im Moment kann auf kein Laufwerk geschrieben werden.',
  notOffered: 'Nicht angeboten',
  refused: (reason) => `abgelehnt: ${reason}`,
  note: (warning) => `Hinweis: ${warning}`,
  partAt: (part, mounts) => `${part} eingehängt unter ${mounts}`,
  stands: (path, size) => `${path}: eine Datei von ${size}, als Laufwerk benutzt`,
  standsUnsized: (path) => `${path}: eine Datei, als Laufwerk benutzt`,
  willBeUnmounted: (mount) => `wird ausgehängt: ${mount}`,
  serial: (serial) => `Seriennummer ${serial}`,
  noLabel: 'kein Name',
  unknownFileSystem: 'unbekannt',
  leadsTo: (link, real) => `${link} ist ${real}`,
};

const inspect: Cli['inspect'] = {
  kinds: {
    iso9660: 'ISO-9660-Abbild',
    udf: 'UDF-Abbild',
    disk: 'Abbild eines Laufwerks',
    fat: 'FAT-Dateisystem',
    'file-system': 'anderes Dateisystem',
    other: 'kein Abbild',
    unknown: 'nichts Bekanntes',
  },
  unsized: 'von unbekannter Größe',
  sized: (size, bytes) => `${size} (${bytes} Bytes)`,
  bootImage: 'Startabbild',
  emulation: (loader, emulation, sector) => `${loader}, Emulation ${emulation}, Sektor ${sector}`,
  mbrType: (type) => `Typ ${type}`,
  blocks: (blocks, from) => `${blocks} Blöcke ab ${from}`,
  volume: 'Datenträger',
  inPartition: (table, number) => `${table}-Partition ${number}`,
  partition: (kind) => `Partition: ${kind}`,
  note: (text, code) => `Hinweis: ${text} (${code})`,
};

const dryRun: Cli['dryRun'] = {
  would: (what) => `würde ${what}`,
  wouldSized: (what, size) => `würde ${what}: ${size}`,
  receiptOf: (of) => `Beleg über: ${of}`,
  label: (label) => `Datenträgername: ${label}`,
  leftOut: (what) => `ausgelassen: ${what}`,
  same: (command) => `dasselbe ohne Fragen: ${command}`,
  loss: (text) => `Verlust: ${text}`,
  lost: 'damit geht verloren:',
  sizeAtEnd: 'die Größe steht erst am Ende fest',
};

const jobs: Cli['jobs'] = {
  none: 'Noch keine Aufträge.',
  wouldBeRemoved: (jobs) => `${jobs} zu entfernen`,
  removed: (jobs) => `${jobs} entfernt`,
  paused: (id) => `Auftrag ${id} pausiert; weiter mit: isowright attach --continue`,
  goesOn: (id) => `Auftrag ${id} läuft weiter`,
  keys: 'p pausiert oder setzt fort, s hält den Auftrag an, d lässt ihn allein laufen',
  stopAgain: 'noch einmal s hält den Auftrag an, jede andere Taste nicht',
  leftRunning: (id) => `der Auftrag läuft allein weiter: isowright attach ${id}`,
  stillStopping: (job) =>
    `Hinweis: Der Auftrag läuft noch und endet, sobald sie kann: isowright attach ${job}`,
  logEnds: (problem) => `Hinweis: Das Protokoll endet hier: ${problem}`,
  keepsNothing: 'ein Vergleich lässt sich nicht fortsetzen',
  startAnew: (command) => `Neu beginnen: ${command}`,
};

const asked: Cli['asked'] = {
  overwrite: (drives, image) => `${drives} wirklich überschreiben mit ${image}?`,
  overwriteFlag: '--yes mit --expect-serial, --expect-size oder einem Pfad unter /dev/disk/by-id',
  typeName: (name) => `Alles darauf geht verloren. Zum Fortfahren ${name} eingeben: `,
  putBack: (what) => `Wirklich zurückspielen: ${what}?`,
  typeWord: (word) => `Was jetzt darauf ist, geht verloren. Zum Fortfahren ${word} eingeben: `,
  tryAgain: (typed, wanted) => `„${typed}“ ist nicht ${wanted}. Bitte noch einmal; Enter allein heißt nein.`,
  nothingTyped: (wanted) =>
    `Erwartet war ${wanted}, eingegeben wurde nichts: Nichts wurde geschrieben. Sie können es beliebig oft versuchen.`,
  otherTyped: (typed, wanted) =>
    `„${typed}“ ist nicht ${wanted}, wie erwartet: Nichts wurde geschrieben. Sie können es beliebig oft versuchen.`,
  wizardNeedsTerminal: 'Der Assistent braucht ein Terminal.',
  wizardNeedsTerminalPlain: 'Der Assistent braucht ein Terminal, auch mit --plain.',
  command: (commands) => `einen Befehl: ${commands}`,
};

const settings: Cli['settings'] = {
  from: { option: 'Option', environment: 'Variable', file: 'Datei', default: 'Voreinstellung' },
};

const neverTouch: Cli['neverTouch'] = {
  none: 'Kein Laufwerk ist geschützt.',
  added: (serial, list) => `${serial} ist geschützt, in ${list}`,
  addedBefore: (serial, list) => `${serial} war schon geschützt, in ${list}`,
  removed: (serial) => `${serial} ist nicht mehr geschützt`,
  notListed: (serial, list) => `${serial} steht nicht in der Liste ${list}`,
  noSerial: (what) => `${what} hat keine Seriennummer und ist von anderen nicht zu unterscheiden`,
};

/** What an entry is, where it is no file and no folder. */
const types: { readonly [type: string]: string } = {
  symlink: 'Verweis',
  'block-device': 'Blockgerät',
  'char-device': 'Zeichengerät',
  fifo: 'FIFO',
  socket: 'Socket',
  dir: 'Ordner',
  file: 'Datei',
};

const files: Cli['files'] = {
  skipped: (path, type) => `${path}: ausgelassen (${types[type] ?? type})`,
  failed: (path, why) => `${path}: nicht herausgeholt: ${why}`,
  notTakenOut: (entries) => `${entries} nicht herausgeholt.`,
  takenOut: (entries, size, folder) => `${entries}, ${size}, in ${folder}`,
  compressed: (path) =>
    `${path} ist komprimiert; Dateien lassen sich nur aus dem Abbild selbst holen: zuerst entpacken`,
};

const usage: Cli['usage'] = {
  lacksArgument: (command) => `bei ${command} fehlt ein Argument`,
  folderOrImage: (command, path) =>
    `${command} braucht einen Ordner oder eine Abbilddatei, aber ${path} ist keines von beiden`,
  terminalAsSource: 'die Quelle - ist die Standardeingabe, also ein Terminal: ein Abbild hineinleiten',
  noStandardOutput:
    'ein Abbild ist geprüft und fertig, bevor es jemand sieht, und geht deshalb nicht auf die Standardausgabe: mit -o eine Datei nennen',
  unknownPlaceholder: (word, known) =>
    `{${word}} in einem Namen steht für nichts: es gibt ${known.map((one) => `{${one}}`).join(', ')}, und {{${word}}} für einen Namen, in dem {${word}} vorkommt`,
  nothingKnown: (path, words) =>
    `vom Namen ${path} bliebe nichts übrig, weil ${words.map((one) => `{${one}}`).join(', ')} nicht bekannt ist: eigene Buchstaben dazusetzen`,
  scanMakesNothing: (flag) =>
    `--scan liest nur und legt nichts an: ${flag} weglassen, oder --scan, um das Medium zu sichern`,
  oneWish: 'nur eines von --pause, --continue und --stop angeben',
  valueIs: (flag, value, remark) => `${flag} ist „${value}“. ${remark}`,
  sizeOfTerminal: (said) =>
    `--size ist hier die Größe eines Terminals, wie 80x24, und nicht ${said}; die Größe einer Partition nimmt isowright write --files`,
  onlyWithFiles: (flag) => `${flag} gilt für Laufwerke mit den Dateien eines Abbilds: --files dazu angeben`,
  hashOfImages: '--sha256 und --hash-file gelten für Abbilddateien, die unverändert kopiert werden',
  bmapOfImages: '--bmap gilt für Abbilddateien, die unverändert kopiert werden',
  shells: (shells, shell) => `Ergänzungen gibt es für ${shells}, nicht für „${shell}“`,
  expectations: (given, flag, targets) =>
    `${given} × ${flag} für ${targets} Ziele: entweder eines oder eines je Ziel`,
  expectSize: (given) => `--expect-size erwartet eine Zahl von Bytes, nicht „${given}“`,
  yesNeeds: (path, byId) =>
    `--yes muss wissen, welches Laufwerk ${path} ist: mit ${byId}… benennen, oder --expect-serial oder --expect-size angeben`,
  yesBurnNeeds: (path) =>
    `--yes muss wissen, was in ${path} verloren gehen darf: --expect-blank angeben, oder --expect-serial des Laufwerks`,
  namedTwice: (path) => `${path} ist zweimal genannt`,
  sameFile: (first, second) => `${first} und ${second} sind dieselbe Datei`,
  blank: (name) => `${name} ist leer: vielleicht ist in einem Skript eine Variable nicht gesetzt`,
  optionAsFile: (name, value) =>
    `${name} braucht einen Namen, und ${value} ist eine Option: vielleicht ist in einem Skript eine Variable nicht gesetzt (eine Datei dieses Namens: ./${value})`,
  imageForNone: (target) => `--image-for nennt ${target}, und das ist keines der Ziele`,
  imageFor: (given) => `--image-for erwartet ZIEL=ABBILD, nicht „${given}“`,
  notJson: (path, problem) => `${path} ist kein JSON: ${problem}`,
  planUnidentified: (path) => `${path}: Der Plan nennt weder Größe noch Seriennummer des Laufwerks`,
};

const ownFiles: Table['cli']['ownFiles'] = {
  'no-plain-file': (file, _other) =>
    `${file} ist keine gewöhnliche Datei, und nur in eine solche wird geschrieben`,
  'other-file': (file, other) => `${file} würde ${other} überschreiben`,
  'own-file': (file, other) => `${file} würde die Datei von ${other} überschreiben`,
  'source-folder': (file, _other) => `${file} liegt in dem Ordner, der gelesen wird`,
  checksum: (file, other) => `${file} würde eine Prüfsumme neben ${other} überschreiben`,
  'job-folder': (file, _other) => `${file} liegt im Ordner eines Auftrags`,
  'used-drive': (file, other) => `${file} liegt auf ${other}, das dieser Auftrag liest oder beschreibt`,
};

const noTarget: Cli['noTarget'] = {
  partition: (whole) => `es ist eine Partition; ein Ziel ist ein ganzes Laufwerk: ${whole}`,
  file: (_whole) => 'es ist eine gewöhnliche Datei; mit --file-target dient sie als Laufwerk',
  'not-listed': (_whole) => 'es gehört nicht zu den sichtbaren Laufwerken: isowright devices',
  'no-device': (_whole) => 'es ist kein Gerät',
};

const complaints: Cli['complaints'] = {
  unknownOption: (option) => `Fehler: unbekannte Option „${option}“`,
  unknownCommand: (command) => `Fehler: unbekannter Befehl „${command}“`,
  missingArgument: (name) => `Fehler: Das Argument „${name}“ fehlt`,
  missingValue: (option) => `Fehler: Bei der Option „${option}“ fehlt der Wert`,
  missingOption: (option) => `Fehler: Die Option „${option}“ fehlt`,
  tooManyArguments: (_command, expected, received, words) =>
    `Fehler: zu viele Argumente: ${expected} erwartet, ${received} angegeben: ${words}`,
  oneOf: (option, value, choices) =>
    `Fehler: Bei der Option „${option}“ ist „${value}“ nicht möglich. Möglich sind ${choices}.`,
  didYouMean: (word) => `(Gemeint war vielleicht ${word}?)`,
  didYouMeanOneOf: (words) => `(Gemeint war vielleicht eines von ${words}?)`,
  help: '(isowright --help nennt alle Befehle und Optionen)',
};

const folders: Cli['folders'] = {
  EACCES: 'Zugriff verweigert',
  ENOENT: 'diesen Ordner gibt es nicht',
  ENOTDIR: 'kein Ordner',
  EIO: 'Ein-/Ausgabefehler',
  unreadable: 'nicht lesbar',
};

export const cli: Cli = {
  drives,
  inspect,
  dryRun,
  jobs,
  asked,
  neverTouch,
  settings,
  files,
  usage,
  ownFiles,
  noTarget,
  complaints,
  folders,
  outputNamed: (path, lacking) =>
    lacking.length === 0
      ? `der Name: ${path}`
      : `der Name: ${path} (nicht bekannt: ${lacking.map((one) => `{${one}}`).join(', ')})`,
  crash: 'Im Programm ist etwas schiefgegangen',
};
