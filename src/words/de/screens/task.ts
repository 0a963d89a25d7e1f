import type { Table } from '../../en/table.ts';

export const task: Table['screens']['task'] = {
  question: 'Was möchten Sie tun?',
  questionFor: (name) => `Was soll mit ${name} geschehen?`,
  lookingAt: (path) => `${path} wird angesehen ...`,
  stillLooking: 'Wird noch angesehen; Enter gilt, sobald es bekannt ist.',
  welcome: 'isowright erstellt Abbilder, schreibt sie auf Laufwerke und prüft sie.',
  benchIs: 'Dies ist die Übung: Die Laufwerke sind Dateien in einem Ordner.',
  benchTry: 'Probieren Sie alles: Nichts, was Ihnen gehört, wird berührt.',
};
