import type { Table } from '../en/table.ts';

export const numbers: Table['numbers'] = {
  locale: 'de-DE',
  anySize: 'beliebig groß',
  aSecond: (amount) => `${amount}/s`,
  percent: (amount) => `${amount} %`,
  place: (byte, sector) => `Byte ${byte} (Sektor ${sector})`,
};
