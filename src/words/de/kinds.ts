import { endsOf } from '../../engine/contract/plan/parts.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import type { Table } from '../en/table.ts';
import { quoted } from '../quoted.ts';
import { burn } from './burned.ts';
import { drivesLeft, drivesOut } from './drives-left.ts';
import { recovery } from './recovery-kind.ts';

const isOfReceipt = ({ source }: Plan) => source?.kind === 'receipt';

const make: Table['kinds']['make'] = {
  title: 'Abbild erstellen',
  about: 'ein ISO-Abbild aus einem Ordner erstellen oder ein ISO-Abbild neu anlegen',
  done: () => 'Fertig und geprüft',
  proved: 'enthält das Abbild; jedes Byte wurde zurückgelesen und verglichen',
  proof: ({ verify }) =>
    verify ? 'jedes Byte wird zurückgelesen und verglichen' : 'entfällt: Das Ergebnis ist nicht geprüft',
  would: ({ source }) => `ein Abbild aus ${source?.path ?? ''} erstellen`,
  lookedAt: ({ source }) => (source?.kind === 'folder' ? 'der Ordner' : 'das Abbild'),
  stopped: () => 'Nichts Unfertiges bleibt zurück.',
  next: (_, { image }) =>
    image === undefined ? [] : [`Auf ein Laufwerk schreiben: isowright write ${quoted(image.path)} DRIVE`],
  overwrittenWith: ({ source }) => source?.path ?? '',
  menu: {
    title: 'Ein Abbild aus einem Ordner erstellen',
    line: 'ein Abbild aus einem Ordner erstellen',
    about: [
      'Ein ganzer Ordner wird eine ISO-Datei, die jeder Computer öffnen kann.',
      'Größe und Verluste sehen Sie vorher.',
    ],
    source: {
      question: 'Welcher Ordner wird ein Abbild? (auch: Abbild umbauen)',
      prompt: 'Pfad des Ordners:',
    },
  },
};

const read: Table['kinds']['read'] = {
  title: 'Sichern',
  about:
    'eine Disc, ein Laufwerk oder eine Partition als Abbild oder auf ein Laufwerk sichern, wie krank auch immer',
  done: ({ image, targets = [] }) =>
    image === undefined && targets.length === 0 ? 'Jeder Sektor ist lesbar' : 'Jeder Sektor ist gelesen',
  proved: 'enthält, was gelesen wurde; jedes Byte wurde zurückgelesen und verglichen',
  proof: (plan) =>
    plan.scan
      ? 'nichts wird geschrieben, also ist nichts zu prüfen'
      : `was gelesen wurde, wird ${endsOf(plan).length > 1 ? 'überall' : plan.output ? 'aus dem Abbild' : 'vom Laufwerk'} zurückgelesen und verglichen`,
  would: (plan) =>
    plan.scan
      ? `${plan.source?.path ?? ''} lesen und nichts schreiben`
      : `${plan.source?.path ?? ''} als ${endsOf(plan).join(', ')} sichern`,
  lookedAt: () => 'das Medium',
  stopped: () => 'Was bisher gelesen ist, bleibt: Derselbe Befehl geht dort weiter.',
  next: (_, { image }) =>
    image === undefined ? [] : [`Hineinsehen: isowright inspect ${quoted(image.path)}`],
  overwrittenWith: ({ source }) => source?.path ?? '',
  menu: {
    title: 'Eine Disc oder ein Laufwerk als Abbild sichern',
    line: 'eine Disc oder ein Laufwerk als Abbild sichern',
    about: [
      'Disc, Stick oder Laufwerk, Sektor für Sektor in eine Datei oder auf ein Laufwerk.',
      'Es wird nur gelesen. Auch Defektes: erst, was sich gut liest, dann der Rest.',
    ],
    medium: 'Welches Laufwerk wird gesichert?',
    drive: ({ name, size }) =>
      `Welches Laufwerk wird eine Kopie von ${name}${size === '' ? '' : ` (${size})`}?`,
  },
};

const write: Table['kinds']['write'] = {
  title: 'Schreiben',
  about: 'ein Abbild (oder einen Ordner) auf Laufwerke schreiben, dann prüfen',
  done: () => 'Fertig und geprüft',
  proved: 'enthält das Abbild; jedes Byte wurde zurückgelesen und verglichen',
  proof: ({ verify }) =>
    verify ? 'jedes Byte wird zurückgelesen und verglichen' : 'entfällt: Das Ergebnis ist nicht geprüft',
  would: ({ source }) => `${source?.path ?? ''} schreiben`,
  lookedAt: ({ source }) => (source?.kind === 'folder' ? 'der Ordner' : 'das Abbild'),
  stopped: drivesLeft,
  next: drivesOut,
  overwrittenWith: ({ source }) => source?.path ?? '',
  menu: {
    title: 'Ein Abbild auf ein Laufwerk schreiben',
    line: 'ein Abbild auf ein Laufwerk schreiben',
    about: [
      'Eine Abbilddatei oder ein Ordner kommt auf einen Stick oder ein Laufwerk.',
      'Dessen Inhalt wird gelöscht: Sie sehen es vorher und tippen seinen Namen ein.',
    ],
    source: {
      question: 'Was kommt auf das Laufwerk? (Abbild oder Ordner)',
      prompt: 'Pfad des Abbilds oder Ordners, oder eine http(s)-Adresse:',
    },
    drive: ({ name, size }) => `Welches Laufwerk bekommt ${name}${size === '' ? '' : ` (${size})`}?`,
  },
};

const verify: Table['kinds']['verify'] = {
  title: 'Prüfen',
  about: 'ein Abbild (oder einen Beleg) mit Zielen vergleichen, oder mit eigenen Prüfsummen',
  done: ({ targets = [] }) =>
    targets.some(({ mappedBytes }) => mappedBytes !== undefined)
      ? 'Geprüft: Alle Daten des Abbilds sind da'
      : 'Geprüft: Alles ist gleich',
  proved: 'enthält das Abbild; jedes Byte wurde zurückgelesen und verglichen',
  proof: (plan) =>
    isOfReceipt(plan)
      ? 'jedes Byte gegen die Prüfsummen im Beleg; nichts wird geändert'
      : 'jedes Byte wird verglichen; nichts wird geändert',
  would: ({ source }) => `${source?.path ?? ''} prüfen`,
  lookedAt: (plan) =>
    isOfReceipt(plan) ? 'der Beleg' : plan.source?.kind === 'folder' ? 'der Ordner' : 'das Abbild',
  stopped: () => 'Nichts Unfertiges bleibt zurück.',
  next: () => [],
  overwrittenWith: () => '',
  menu: {
    title: 'Ein Abbild oder Laufwerk prüfen',
    line: 'ein Abbild oder Laufwerk prüfen',
    about: [
      'Vergleicht ein Laufwerk mit einem Abbild, oder mit dem Beleg seines Auftrags;',
      'oder ein Abbild mit seiner Prüfsummendatei. Nichts wird geändert.',
    ],
    source: {
      question: 'Welches Abbild wird geprüft? (oder welcher Beleg)',
      prompt: 'Pfad des Abbilds oder eines Belegs, oder eine http(s)-Adresse:',
    },
    drive: ({ name, isReceipt }) =>
      isReceipt ? `Welches Laufwerk wird mit ${name} verglichen?` : `Womit wird ${name} verglichen?`,
  },
};

const undo: Table['kinds']['undo'] = {
  title: 'Rückgängig machen',
  about: 'wiederherstellen, was ein Auftrag überschrieb, soweit es aufbewahrt ist',
  done: () => 'Wiederhergestellt und geprüft',
  proved: 'enthält das Abbild; jedes Byte wurde zurückgelesen und verglichen',
  proof: () => 'was zurückgeschrieben wird, wird zurückgelesen und verglichen',
  would: ({ job }) => `Auftrag ${job ?? ''} rückgängig machen`,
  lookedAt: () => 'das Laufwerk',
  stopped: () => 'Was bisher wiederhergestellt ist, bleibt: undo noch einmal zu starten schließt es ab.',
  next: () => [],
  overwrittenWith: ({ job }) => `dem, was Auftrag ${job ?? ''} überschrieb`,
};

const restore: Table['kinds']['restore'] = {
  title: 'Den Stick zurückbekommen',
  about: 'ein Laufwerk leer und gewöhnlich machen: eine Partition, FAT32 oder exFAT',
  done: () => 'Wieder ein leeres, gewöhnliches Laufwerk',
  proved: 'ist leer; jedes geschriebene Byte wurde zurückgelesen und verglichen',
  proof: () => 'jedes geschriebene Byte wird zurückgelesen und verglichen',
  would: (plan) => `auf ${endsOf(plan).join(', ')} eine leere Partition anlegen`,
  lookedAt: () => 'das Laufwerk',
  stopped: (plan, phase) => drivesLeft(plan, phase),
  next: drivesOut,
  overwrittenWith: () => 'einem leeren Dateisystem',
  menu: {
    title: 'Den Stick zurückbekommen',
    line: 'den Stick zurückbekommen: eine leere, gewöhnliche Partition',
    about: [
      'Macht ein Laufwerk wieder leer: eine Partition, die jeder Computer liest.',
      'Sein Inhalt wird gelöscht: Sie sehen es vorher und tippen seinen Namen ein.',
    ],
    drive: () => 'Welches Laufwerk soll wieder leer und gewöhnlich werden?',
  },
};

const convert: Table['kinds']['convert'] = {
  title: 'Umwandeln',
  about: 'ein Abbild in ein anderes Format bringen, worin es auch steckt',
  done: () => 'Fertig und geprüft',
  proved: 'enthält das Abbild; jedes Byte wurde zurückgelesen und verglichen',
  proof: () => 'das Ergebnis wird zurückgelesen und mit dem Abbild verglichen',
  would: ({ source, output }) => `${output?.path ?? ''} aus ${source?.path ?? ''} erstellen`,
  lookedAt: () => 'das Abbild',
  stopped: () => 'Nichts Unfertiges bleibt zurück.',
  next: (_, { image }) =>
    image === undefined ? [] : [`Was es ist, zeigt: isowright inspect ${quoted(image.path)}`],
  overwrittenWith: ({ source }) => source?.path ?? '',
  menu: {
    title: 'Ein Abbild in ein anderes Format bringen',
    line: 'ein Abbild in ein anderes Format bringen',
    about: [
      'Eine virtuelle Platte (QCOW2, VHD, VHDX, VMDK, VDI, …) wird ein einfaches Abbild, oder umgekehrt.',
      'Das Ergebnis wird zurückgelesen und mit dem Abbild verglichen.',
    ],
    source: {
      question: 'Welches Abbild wird umgewandelt?',
      prompt: 'Pfad des Abbilds oder eine http(s)-Adresse:',
    },
  },
};

const edit: Table['kinds']['edit'] = {
  title: 'Ein Abbild ändern',
  about: 'Dateien in ein Abbild legen oder daraus entfernen: ein neues, das wie das alte startet',
  done: () => 'Fertig und geprüft',
  proved: 'enthält das Abbild; jedes Byte wurde zurückgelesen und verglichen',
  proof: ({ verify }) =>
    verify ? 'jedes Byte wird zurückgelesen und verglichen' : 'ausgelassen: Das Ergebnis ist nicht geprüft',
  would: ({ source, output }) => `${output?.path ?? ''} aus ${source?.path ?? ''} erstellen`,
  lookedAt: () => 'das Abbild und was hineinkommt',
  stopped: () => 'Nichts Unfertiges bleibt zurück.',
  next: (_, { image }) =>
    image === undefined ? [] : [`Auf ein Laufwerk schreiben: isowright write ${quoted(image.path)} DRIVE`],
  overwrittenWith: ({ source }) => source?.path ?? '',
};

const look: Table['kinds']['look'] = {
  title: 'In ein Abbild sehen',
  menu: {
    title: 'In ein Abbild hineinsehen',
    line: 'in ein Abbild hineinsehen',
    about: [
      'Was ein Abbild oder Laufwerk ist, was davon startet und was darin ist;',
      'Dateien herausholen oder ändern: Das ergibt ein neues Abbild.',
    ],
    source: {
      question: 'Welches Abbild ansehen? (@ zeigt auch Laufwerke)',
      prompt: 'Pfad des Abbilds oder Laufwerks oder eine http(s)-Adresse:',
    },
  },
};

const jobs: Table['kinds']['jobs'] = {
  title: 'Aufträge',
  menu: {
    title: 'Frühere Aufträge: ansehen, fortsetzen, rückgängig machen',
    line: 'frühere Aufträge: ansehen, fortsetzen, rückgängig machen',
    about: [
      'Einen laufenden Auftrag ansehen, einen abgebrochenen fortsetzen, oder',
      'wiederherstellen, was das letzte Schreiben überschrieb, soweit aufbewahrt.',
    ],
  },
};

export const kinds: Table['kinds'] = {
  make,
  read,
  write,
  verify,
  undo,
  restore,
  convert,
  edit,
  burn,
  recovery,
  look,
  jobs,
};
