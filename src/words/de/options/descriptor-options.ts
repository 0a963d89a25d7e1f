import type { Table } from '../../en/table.ts';

const text = { valueName: 'Text', empty: '-' };
const file = { valueName: 'Name', empty: '-' };
const time = { valueName: 'Zeit', empty: '-' };

export const descriptorOptions = {
  systemId: {
    ...text,
    title: 'System',
    why: 'Ein Text im Kopf des Datenträgers; 32 Zeichen. Die folgenden auch.',
    help: 'Feld im Kopf des Datenträgers (Volume Descriptor); die folgenden auch',
  },
  volumeSetId: {
    ...text,
    title: 'Datenträgersatz',
    why: 'Name des Satzes von Datenträgern; 128 Zeichen.',
    help: 'Name des Satzes von Datenträgern',
  },
  publisher: {
    ...text,
    title: 'Herausgeber',
    why: 'Wer es herausgibt; 128 Zeichen.',
    help: 'wer es herausgibt',
  },
  preparer: {
    ...text,
    title: 'Ersteller',
    why: 'Wer es vorbereitet hat; 128 Zeichen.',
    help: 'wer es vorbereitet hat',
  },
  application: {
    ...text,
    title: 'Anwendung',
    why: 'Womit es erstellt ist; 128 Zeichen.',
    help: 'womit es erstellt ist',
  },
  copyrightFile: {
    ...file,
    title: 'Datei mit Rechten',
    why: 'Eine Datei direkt im Ordner; 37 Zeichen.',
    help: 'eine Datei direkt im Ordner',
  },
  abstractFile: {
    ...file,
    title: 'Datei mit Übersicht',
    why: 'Eine Datei direkt im Ordner; 37 Zeichen.',
    help: 'eine Datei direkt im Ordner',
  },
  bibliographicFile: {
    ...file,
    title: 'Datei mit Nachweisen',
    why: 'Eine Datei direkt im Ordner; 37 Zeichen.',
    help: 'eine Datei direkt im Ordner',
  },
  createdAt: {
    ...time,
    title: 'Erstellt am',
    why: 'Eine Zeit wie 2026-11-22T12:00:00Z; sonst jetzt.',
    help: '2026-11-22T12:00:00Z, oder Sekunden seit 1970',
  },
  modifiedAt: {
    ...time,
    title: 'Geändert am',
    why: 'Eine Zeit; manche Startprogramme suchen danach.',
    help: 'Startprogramme suchen danach',
  },
  expiresAt: {
    ...time,
    title: 'Gültig bis',
    why: 'Eine Zeit: Von da an ist es veraltet.',
    help: 'von da an veraltet',
  },
  effectiveAt: {
    ...time,
    title: 'Gültig ab',
    why: 'Eine Zeit: Vorher nicht zu benutzen.',
    help: 'vorher nicht zu benutzen',
  },
} satisfies Partial<Table['options']>;
