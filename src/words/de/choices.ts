import type { Table } from '../en/table.ts';

export const choices: Table['choices'] = {
  label: 'Option',
  on: 'ja',
  off: 'nein',
};
