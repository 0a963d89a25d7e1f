import type { Table } from '../en/table.ts';

export const mounts: Table['mounts'] = {
  none: 'Kein Abbild ist eingehängt.',
  line: (image, at, fileSystem, by) => `${image} in ${at} (${fileSystem}, ${by})`,
  mounted: (fileSystem, by, at) =>
    `nur lesbar eingehängt (${fileSystem}, mit ${by}); aushängen mit: isowright unmount ${at}`,
  unmounted: (at) => `ausgehängt: ${at}`,
  wouldMount: (image, at, fileSystem, by) =>
    `würde ${image} nur lesbar in ${at} einhängen (${fileSystem}, mit ${by})`,
  wouldUnmount: (at) => `würde ${at} aushängen`,
  asRoot: (by) => `${by}, wofür ein Passwort nötig sein kann`,
  newFolder: 'einen neuen Ordner',
  notReplayed: (image) =>
    `Hinweis: ${image} wurde nicht sauber ausgehängt. Das Journal wird nicht angewendet, damit das Abbild bleibt, wie es ist; ls und extract zeigen die Dateien mit dem, was im Journal steht.`,
  onlyFiles: (given) =>
    `eingehängt werden nur Abbilddateien und Laufwerke, nicht ${given}: zuerst als Datei speichern`,
  compressed: (path) =>
    `${path} ist als Ganzes gepackt und nicht an jeder Stelle lesbar: auspacken, oder ein zst erzeugen, bei dem das geht (isowright convert … -o NAME.zst)`,
};
