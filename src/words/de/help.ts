import type { Table } from '../en/table.ts';

export const help: Table['help'] = {
  about: 'Erstellt Abbilder, schreibt sie auf Laufwerke und prüft sie. Ohne Befehl: der Assistent.',
  headings: {
    'Usage:': 'Aufruf:',
    'Arguments:': 'Argumente:',
    'Options:': 'Optionen:',
    'Commands:': 'Befehle:',
  },
  version: 'die Version ausgeben',
  helpFlag: 'diese Hilfe zeigen',
  repeatable: (text) => `${text} (mehrmals möglich)`,
  choices: (text, values) => `${text} (möglich: ${values})`,
  exitCodes: `
Rückgabewerte: 0 fertig und geprüft · 1 misslungen · 2 Aufruf, oder eine Frage ohne Terminal · 3 angehalten ·
4 Gerät oder Rechte · 5 aus Sicherheit abgelehnt · 6 Prüfen fand Unterschiede · 7 schlechte Quelle ·
8 passt nicht · 130/143/129 SIGINT/SIGTERM/SIGHUP`,
};
