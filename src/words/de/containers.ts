import type { ContainerState } from '../../engine/contract/events/container-facts.ts';

const states: { readonly [S in ContainerState]: (format: string, count: number) => string } = {
  'not-closed': (format) =>
    `der ${format}-Behälter wurde nicht ordentlich geschlossen; was zuletzt gespeichert wurde, kann fehlen`,
  'marked-corrupt': (format) => `der ${format}-Behälter ist als beschädigt gekennzeichnet`,
  'snapshots-left-out': (format, count) =>
    `der ${format}-Behälter enthält ${count === 1 ? 'einen Schnappschuss' : `${count} Schnappschüsse`}; gelesen wird nur sein jetziger Stand`,
  'tracks-left-out': (format, count) =>
    `die ${format}-Disc hat ${count === 1 ? 'einen weiteren Track' : `${count} weitere Tracks`}; gelesen werden nur die Daten des ersten Tracks, der welche hat`,
  'footer-copy': (format) =>
    `das Ende des ${format}-Behälters ist beschädigt; die Kopie an seinem Anfang wurde verwendet`,
  'log-replayed': (format) =>
    `der ${format}-Behälter wurde nicht ordentlich geschlossen; sein Protokoll wurde im Speicher angewandt, die Datei ist unverändert`,
};

/** Was man über einen Behälter wissen sollte, dessen Inhalt gelesen wird. */
export const containers = {
  states,
  inside: (format: string, size: string) => `der Inhalt eines ${format}-Behälters von ${size}`,
};
