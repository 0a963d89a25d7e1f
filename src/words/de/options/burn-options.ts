import type { Table } from '../../en/table.ts';

type Said = Pick<Table['options'], 'speed' | 'multi' | 'dummy' | 'blank' | 'spares' | 'engine' | 'eject'>;

export const burnOptions: Said = {
  speed: {
    title: 'Geschwindigkeit',
    why: 'Ein Vielfaches der Grundgeschwindigkeit, etwa 16. Das Laufwerk nimmt die nächste langsamere, die es für diese Disc hat.',
    help: 'mit diesem Vielfachen der Grundgeschwindigkeit brennen, oder dem nächsten langsameren (ohne Angabe: was das Laufwerk wählt)',
    valueName: 'n',
    summary: { label: 'Tempo', text: (said: string) => `${said}×` },
    empty: 'was das Laufwerk wählt',
  },
  multi: {
    title: 'Offen lassen',
    why: 'Die Disc wird nicht abgeschlossen: Andere Programme können Sitzungen anfügen. Alte Geräte lesen sie vielleicht nicht.',
    help: 'die Disc für weitere Sitzungen offen lassen',
  },
  dummy: {
    title: 'Probe',
    why: 'Alles geschieht mit ausgeschaltetem Laser und zeigt, ob das Laufwerk mitkommt. Nur CD-R, CD-RW, DVD-R und DVD-RW.',
    help: 'mit ausgeschaltetem Laser proben (CD-R, CD-RW, DVD-R, DVD-RW)',
  },
  blank: {
    title: 'Löschen',
    why: 'Wie eine wiederbeschreibbare Disc vorher gelöscht wird.',
    help: 'die Disc vorher löschen: quick oder full (ohne Angabe: quick, wo nötig)',
    valueName: 'wie',
    summary: { label: 'gelöscht', text: (said: string) => said },
    values: {
      auto: ['wo nötig', 'Schnell, und nur, wo etwas im Weg ist.'],
      quick: ['schnell', 'Nur das Inhaltsverzeichnis: Sekunden bis eine Minute.'],
      full: ['ganz', 'Alles: bis zu Stunden.'],
    },
  },
  spares: {
    title: 'Reserven',
    why: 'Eine BD-R bekommt Reserven: Das Laufwerk prüft jeden Block und ersetzt schlechte, bei halber Geschwindigkeit.',
    help: 'einer BD-R Reserven geben, was die Geschwindigkeit halbiert',
  },
  engine: {
    title: 'Gebrannt von',
    why: 'Statt dieses Programms kann ein anderes brennen, für Laufwerke, die es besser kennt. Zurückgelesen und verglichen wird die Disc auf jeden Fall.',
    help: 'xorriso die Disc brennen lassen; zurückgelesen und verglichen wird sie trotzdem',
    valueName: 'Programm',
    summary: { label: 'gebrannt von', text: (said: string) => said },
    values: {
      own: ['isowright', 'Befehle gehen über den Kernel an das Laufwerk.'],
      xorriso: ['xorriso', 'Muss installiert sein.'],
    },
  },
  eject: {
    title: 'Auswerfen',
    why: 'Die Lade öffnet sich, sobald die Disc geprüft ist.',
    help: 'die Lade öffnen, sobald die Disc geprüft ist',
  },
};
