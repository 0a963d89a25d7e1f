import type { Table } from '../en/table.ts';

export const durations: Table['durations'] = {
  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hours: (count) => `${count} h`,
  fewSeconds: 'wenige Sekunden',
  about: (duration) => `etwa ${duration}`,
};
