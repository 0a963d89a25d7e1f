import type { Table } from '../en/table.ts';

export const firstLook: Table['firstLook'] = {
  receipt: 'ein Beleg eines früheren Schreibens',
  notAnImage: (why) => `kein Abbild: ${why}`,
  chosenAllTheSame: (why) => `Das ist kein Abbild: ${why}. Nur die Option raw nimmt es.`,
  packed: (container) => `gepackt (${container})`,
  cut: 'ABGESCHNITTEN: endet zu früh',
  boots: (firmware) => `startet: ${firmware}`,
  bootsFromDisc: 'startet nur von CD',
  bootsNot: 'startet nicht',
  mayBoot: 'startet vielleicht',
  checksum: (file) => `Prüfsumme: ${file}`,
};
