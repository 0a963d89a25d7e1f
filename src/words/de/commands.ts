import type { Table } from '../en/table.ts';

export const commands: Table['commands'] = {
  devices: 'Laufwerke und Discs auflisten, und warum manche abgelehnt werden',
  inspect: 'zeigen, was es ist und welche Firmware es starten wird',
  ls: 'die Dateien in einem Abbild auflisten',
  extract: 'Dateien aus einem Abbild herausholen',
  compare: 'zwei Abbilder, Laufwerke oder Ordner vergleichen: Bytes und was darin ist',
  mount: 'die Dateien eines Abbilds in einem Ordner zeigen, nur lesbar; allein: was eingehängt ist',
  unmount: 'das beenden, genannt wird der Ordner oder das Abbild',
  try: 'in einer virtuellen Maschine starten und sagen, ob es bootet',
  run: 'einen Plan ausführen, der mit --dry-run --json entstand',
  practice: 'alles mit einem Beispielordner und virtuellen Laufwerken ausprobieren',
  jobs: 'die Aufträge dieses Benutzers auflisten, die neuesten zuerst',
  attach: 'einen laufenden Auftrag ansehen; Strg-C lässt ihn weiterlaufen',
  resume: 'einen abgebrochenen Auftrag fortsetzen',
  'config never-touch add': 'ein Laufwerk schützen',
  'config never-touch remove': 'ein Laufwerk nicht mehr schützen',
  'config never-touch list': 'die geschützten Seriennummern auflisten',
  doctor: 'zeigen, was diesem Computer fehlt, und der Befehl, der es behebt',
  completion: 'ein Skript zur Vervollständigung in der Shell ausgeben',
  config: 'Einstellungen dieses Benutzers oder, für root, dieses Computers',
  'config never-touch': 'Laufwerke, auf die nie geschrieben wird, nach Seriennummer',
};
