import type { Table } from '../../en/table.ts';

export const readOptions = {
  rescueMap: {
    title: 'Karte',
    why: 'Eine Kartendatei von ddrescue: was gelesen ist, was defekt ist, was fehlt. Gibt es sie, geht es dort weiter.',
    help: 'eine Kartendatei von ddrescue, die gelesen und geführt wird: Gibt es sie, geht es dort weiter',
    valueName: 'Datei',
    summary: { label: 'Karte', text: (said: string) => said },
    empty: 'neben dem Abbild, solange etwas fehlt',
  },
  retries: {
    title: 'Neue Versuche',
    why: 'Wie oft defekte Sektoren am Ende neu versucht werden. Jedes Mal kostet ein Laufwerk etwas vom Rest seiner Kraft.',
    help: 'defekte Sektoren so oft neu versuchen (Standard: 0)',
    valueName: 'n',
    empty: 'keine',
  },
  scan: {
    title: 'Nur ansehen',
    why: 'Liest alles und schreibt nichts: sagt, wie gut sich dieses Medium lesen lässt.',
    help: 'alles lesen und nichts schreiben: Wie gut lässt es sich lesen?',
  },
  whole: {
    title: 'Alle Sektoren',
    why: 'Auch was hinter dem Ende des Dateisystems oder der letzten Partition liegt.',
    help: 'alle Sektoren, auch hinter dem Ende des Dateisystems oder der letzten Partition',
  },
  session: {
    title: 'Session',
    why: 'Von einer Disc aus mehreren Sessions: so, wie sie nach dieser Session war. 1 ist die erste.',
    help: 'eine Disc aus mehreren Sessions so sichern, wie sie nach dieser war (1 ist die erste)',
    valueName: 'n',
    empty: 'alle, wie sie sind',
  },
  otherCopy: {
    title: 'Zweite Kopie',
    why: 'Dies ist eine zweite Kopie desselben Mediums: Sie füllt die Lücken der ersten. Was gelesen ist, muss auf beiden stehen.',
    help: 'die Lücken aus einer zweiten Kopie füllen, deren Seriennummer oder Größe eine andere sein darf',
  },
  blockMap: {
    title: 'Blockkarte',
    why: 'Schreibt neben das Abbild eine Datei, mit der bmaptool und isowright auslassen, was ein FAT-Dateisystem nicht benutzt.',
    help: 'neben das Abbild eine Blockkarte (OUT.bmap) schreiben',
  },
  mostSeconds: {
    title: 'Zeitgrenze',
    why: 'Endet nach so vielen Sekunden, was auch immer dann fehlt; es lässt sich fortsetzen.',
    help: 'nach so vielen Sekunden enden, was auch immer fehlt',
    valueName: 'n',
    empty: 'keine',
  },
  mostErrors: {
    title: 'Fehlergrenze',
    why: 'Endet nach so vielen Lesefehlern, um das Laufwerk zu schonen; es lässt sich fortsetzen.',
    help: 'nach so vielen Lesefehlern enden',
    valueName: 'n',
    empty: 'keine',
  },
} satisfies Partial<Table['options']>;
