import { rootExample } from '../../engine/contract/plan/path-style.ts';
import type { Table } from '../en/table.ts';

export const remarks: Table['remarks'] = {
  'no-speed': (f) => `Eine ganze Zahl von 1 bis ${f.most}: das Vielfache der Grundgeschwindigkeit.`,
  'label-long': (f) => `Der Name hat ${f.length} Zeichen; höchstens ${f.most} passen.`,
  'label-menu': (f) =>
    `Das Startmenü sucht einen Datenträger namens ${f.wanted}: Mit anderem Namen startet er womöglich nicht.`,
  'label-ascii': () => 'ISO 9660 kennt hier nur ASCII: Andere Buchstaben werden dort zu _.',
  'label-windows': (f) => `Windows zeigt davon die ersten 16 Zeichen: ${f.shown}`,
  'field-long': (f) => `Das Feld hat ${f.length} Zeichen; höchstens ${f.most} passen.`,
  'file-slash': () => 'Der Name einer Datei direkt im Ordner: ohne Schrägstrich.',
  'file-long': (f) => `Ein Dateiname von höchstens ${f.most} Zeichen.`,
  'no-extra': (f: { name: string; known: string }) =>
    `${f.name} kann nicht hinzugefügt werden, nur: ${f.known}.`,
  'no-address': () => 'Eine Adresse beginnt mit http:// oder https://.',
  'no-level': () => 'Eine Stufe ist eine Zahl von 1 bis 19.',
  'pattern-long': (f) => `Ein Muster hat ${f.length} Zeichen; höchstens ${f.most} passen.`,
  'no-time': () => 'Eine Zeit wie 2026-11-22T12:00:00Z, oder Sekunden seit 1970.',
  'no-sectors': (f, count) => `Eine Zahl von Sektoren, höchstens ${count(f.most)}.`,
  'no-session': () => 'Eine Zahl von 1 bis 99.',
  'no-count': (f, count) => `Eine ganze Zahl, nur Ziffern, höchstens ${count(f.most)}.`,
  'no-cluster': () => 'Eine Zweierpotenz von 512 bis 32M, etwa 4K oder 128K.',
  'no-part-size': () => 'Eine Größe in ganzen MiB, wie 2G oder 700M.',
  'no-size': () => 'Eine Größe wie 4G oder 512M, oder rest.',
  'no-byte-size': () => 'Eine Größe wie 8G, 4096M, oder eine Zahl von Bytes.',
  'no-seconds': () => 'Sekunden seit 1970, nur Ziffern.',
  'no-bytes': () => 'Eine Zahl von Bytes, nur Ziffern.',
  'no-sha256': (f) =>
    `Eine SHA-256 hat 64 hexadezimale Ziffern (0 bis 9, a bis f); das hier hat ${f.length} Zeichen.`,
  'account-name': () =>
    'Ein Konto hat 1 bis 20 Zeichen, keines von " / \\ [ ] : ; | = , + * ? < > @ % &, keinen Punkt am Ende und keinen Namen, den Windows schon vergeben hat.',
  'no-locale': () => 'Eine Sprache und eine Region, etwa de-DE.',
  'no-keyboard': () => 'Eine Sprache und eine Region, etwa de-DE, oder zwei Nummern, etwa 0409:00000407.',
  'folder-path': () => `Der vollständige Pfad eines Ordners, ab ${rootExample()}.`,
  'file-path': () => `Der vollständige Pfad einer Datei, ab ${rootExample()}.`,
  'new-file-path': () => `Der vollständige Pfad einer neuen Datei, ab ${rootExample()}.`,
  'new-file-folder': () => 'Der Pfad einer neuen Datei, nicht eines Ordners.',
  'receipt-inside': () => 'Das liegt in dem Ordner, der das Abbild wird.',
  'name-long': (f) => `Der Name hat ${f.length} Zeichen; höchstens ${f.most} passen.`,
  'name-letters': () => 'Nur einfache Buchstaben (A bis Z), Ziffern, Leerzeichen und -_.',
  'packing-names': () => 'Komprimierte Dateien kennzeichnet Rock Ridge, und das ist aus.',
  'packing-udf': () =>
    'UDF kann eine Datei nicht als komprimiert kennzeichnen: Schalten Sie eines davon aus.',
  'packing-checksums': () =>
    'Von komprimierten Dateien lassen sich keine Prüfsummen bilden: Schalten Sie eines davon aus.',
  'packing-padding': () =>
    'Eine Datei, die sich ändert, lässt sich nicht auffüllen, wenn sie komprimiert ist.',
  'no-file-system': () => 'Ohne ISO 9660 und ohne UDF bleibt kein Dateisystem.',
  'no-mapping': () =>
    'Ein Pfad, ein = und noch ein Pfad, etwa DATEI=/Ordner/DATEI; ein = in einem Namen wird \\= geschrieben, und .. geht nicht.',
  'no-image-path': () =>
    'Der Pfad einer Datei oder eines Ordners im Abbild, etwa /Ordner/DATEI, ohne . und ..',
  'moving-names': () => 'Tiefe Ordner verlegt Rock Ridge, und das ist aus.',
};
