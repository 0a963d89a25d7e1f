import type { Table } from '../en/table.ts';

export const jobStates: Table['jobStates'] = {
  running: 'läuft',
  brokenOff: 'abgebrochen',
  done: 'fertig',
  'done-unverified': 'ungeprüft',
  stopped: 'angehalten',
  differs: 'weicht ab',
  failed: 'misslungen',
};
