import type { Table } from '../en/table.ts';

export const numbers: Table['numbers'] = {
  locale: 'de-DE',
  group: '.',
  decimal: ',',
  isOne: (count) => count === 1,
  anySize: 'beliebig groß',
  aSecond: (amount) => `${amount}/s`,
  percent: (amount) => `${amount} %`,
  place: (byte, sector) => `Byte ${byte} (Sektor ${sector})`,
};
