import type { Table } from '../../en/table.ts';

const steps: Table['screens']['frame']['steps'] = {
  task: 'Aufgabe',
  jobs: 'Aufträge',
  source: 'Quelle',
  medium: 'Quelle',
  where: 'Wohin',
  look: 'Abbild',
  inside: 'Dateien',
  pick: 'Auswahl',
  extract: 'Entnehmen',
  output: 'Ausgabe',
  target: 'Ziel',
  options: 'Optionen',
  summary: 'Übersicht',
  confirm: 'Bestätigung',
};

export const frame: Table['screens']['frame'] = {
  steps,
  step: (number, of, title) => `Schritt ${number}/${of}  ${title}`,
  report: 'Bericht',
  job: (id) => `Auftrag ${id}`,
  drives: (count, names) => `${count} Laufwerke: ${names}`,
  itsChecksum: 'seine Prüfsumme',
  labelColumns: 12,
  tooSmall: 'Dieses Fenster ist zu klein: isowright braucht 40 Spalten und 10 Zeilen.',
  onlyRoot: (names) =>
    `Nur root darf ${names} öffnen. Der Auftrag fragt jetzt danach; dieses Programm bleibt, wie es ist.`,
  goesOnAlone: 'Der Auftrag läuft allein weiter. So ist er wieder zu sehen:',
};
