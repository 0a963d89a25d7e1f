import type { Table } from '../../en/table.ts';

export const lists: Table['screens']['lists'] = {
  above: (count) => `${count} darüber`,
  below: (count) => `${count} darunter`,
  linesBelow: (lines) => `${lines} darunter`,
  andMore: (count) => `und ${count} weitere`,
  and: (more) => `und ${more}`,
  namesAnd: (names, more) => `${names} und ${more} weitere`,
  soFar: (entries) => `, bisher ${entries}`,
  next: 'dann',
};
