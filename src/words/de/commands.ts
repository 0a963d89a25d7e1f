import type { Table } from '../en/table.ts';

export const commands: Table['commands'] = {
  devices: 'Laufwerke und Scheiben, mit dem Grund, wenn eines abgelehnt wird',
  inspect: 'was es ist, und welche Firmware es starten wird',
  ls: 'die Dateien in einem Abbild',
  extract: 'Dateien aus einem Abbild herausholen',
  run: 'einen Plan ausführen, der mit --dry-run --json entstand',
  practice: 'alles mit einem Beispielordner und virtuellen Laufwerken ausprobieren',
  jobs: 'die Aufträge dieses Benutzers, die neuesten zuerst',
  attach: 'einen laufenden Auftrag ansehen; Strg-C lässt ihn weiterlaufen',
  resume: 'einen abgebrochenen Auftrag fortsetzen',
  'config never-touch add': 'ein Laufwerk schützen',
  'config never-touch remove': 'es nicht mehr schützen',
  'config never-touch list': 'die geschützten Seriennummern',
  completion: 'ein Skript, das vervollständigt, was getippt wird',
  config: 'Einstellungen dieses Benutzers oder, für root, dieses Computers',
  'config never-touch': 'Laufwerke, auf die nie geschrieben wird, nach Seriennummer',
};
