import type { Table } from '../../en/table.ts';

export const where: Table['screens']['where'] = {
  question: (medium) => `Wohin wird ${medium} gesichert?`,
  file: {
    title: 'In eine Abbilddatei',
    line: 'in eine Abbilddatei',
    about:
      'Eine Datei auf einem anderen Datenträger: Sie lässt sich aufheben, ansehen und später auf jedes Laufwerk schreiben.',
  },
  drive: {
    title: 'Auf ein Laufwerk, auch mehrere (gelöscht)',
    line: 'auf ein anderes Laufwerk oder mehrere: Sie werden gelöscht',
    about:
      'Das Laufwerk wird wie dieses; was darauf war, geht verloren. Sie sehen, welches es ist, und tippen vorher seinen Namen.',
  },
};
