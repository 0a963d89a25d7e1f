import type { Table } from '../../en/table.ts';

export const ways: Table['screens']['ways'] = {
  names: { image: 'als Abbild', files: 'als Dateien' },
  recommended: (name) => `${name} (empfohlen)`,
  labels: { boots: 'startet mit', lost: 'verloren', rest: 'Laufwerk', size: 'Umfang', time: 'Dauer' },
  looking: 'wird angesehen...',
  nothingBoots: 'nichts',
  maybe: (firmware) => `${firmware} (nicht sicher)`,
  nothingLost: 'nichts',
  lostAnd: (first, more) => `${first}, und ${more} weitere`,
  imageOnly: 'nichts kann dazukommen',
  free: (size) => `beschreibbar, ${size} frei`,
  refused: (why) => `geht nicht: ${why}`,
  sentence: (name, { boots, lost, rest, size, time }) =>
    `${name}: startet mit ${boots}; verloren: ${lost}; ${rest}; ${size}, ${time}.`,
  short: (name, boots, size) => `${name}: ${boots}; ${size}`,
  other: (name, what) => `${name}: ${what}`,
  time: (about, rate) => `${about} mit ${rate}`,
};
