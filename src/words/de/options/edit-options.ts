import type { Table } from '../../en/table.ts';

export const editOptions: Pick<Table['options'], 'changes'> = {
  changes: {
    help: 'eine Datei oder einen Ordner dieses Rechners ins Abbild legen: Ein Ordner wird zusammengeführt, eine Datei ersetzt die gleichen Namens',
    valueName: 'quelle=pfad',
    summary: { label: 'Änderungen', text: (said: string) => said },
  },
};
