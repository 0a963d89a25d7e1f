import type { Table } from '../../en/table.ts';

export const task: Table['screens']['task'] = {
  question: 'Was möchten Sie tun?',
  welcome: 'isowright erstellt Abbilder, schreibt sie auf Laufwerke und prüft sie.',
  benchIs: 'Dies ist die Übung: Die Laufwerke sind Dateien in einem Ordner.',
  benchTry: 'Probieren Sie alles: Nichts, was Ihnen gehört, wird berührt.',
};
