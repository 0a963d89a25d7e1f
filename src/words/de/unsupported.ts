import type { UnsupportedReasons } from '../../engine/contract/failure/unsupported-reasons.ts';
import type { ReasonWords } from '../reason-words.ts';

type WaysOut = {
  readonly [R in keyof UnsupportedReasons]: (facts: UnsupportedReasons[R] & { driver: string }) => string;
};

const byQemu = ({ driver }: { driver: string }): string =>
  `Wandeln Sie es zuerst in ein einfaches Abbild um: qemu-img convert${driver && ` -f ${driver}`} -O raw VON NACH`;

/** Von der anderen Platte weiß qemu-img bei diesen nichts, und machte ohne ein Wort eine Platte aus Nullen und Unterschieden. */
const mergedBy: Readonly<Record<string, string>> = {
  vpc: 'Vereinen Sie beide zuerst zu einer ganzen Platte, unter Windows mit Hyper-V: Convert-VHD -Path VON -DestinationPath NACH.vhdx -VHDType Dynamic (nicht mit qemu-img, das die andere Platte auslässt)',
  vhdx: 'Vereinen Sie beide zuerst zu einer ganzen Platte, unter Windows mit Hyper-V: Convert-VHD -Path VON -DestinationPath NACH.vhdx -VHDType Dynamic',
  vdi: 'Vereinen Sie beide zuerst zu einer ganzen Platte, mit VirtualBox: VBoxManage clonemedium disk VON NACH.vdi',
};

const reasons: ReasonWords<UnsupportedReasons> = {
  'backing-file': (_f) => 'es enthält nur, worin es sich von einer anderen Platte unterscheidet',
  encrypted: (_f) => 'es ist verschlüsselt',
  'data-file': (_f) => 'seine Daten stehen in einer anderen Datei, die es nennt',
  'extended-l2': (_f) => 'es verwendet erweiterte L2-Einträge',
  features: (f) => `es verwendet Merkmale, die hier nicht bekannt sind (${f.bits})`,
  version: (f) => `es hat die Version ${f.version}`,
  'packed-with': (f) => `es ist mit ${f.method} komprimiert`,
  segments: (f) => `es ist eines von ${f.count} Segmenten eines Abbilds`,
  'extent-kind': (f) => `einer seiner Teile ist von der Art ${f.kind}`,
  'extent-name': (f) => `einer seiner Teile liegt nicht im selben Ordner (${f.name})`,
  'vmfs-sparse': (_f) => 'es ist eine dünn belegte Platte von VMware ESX',
  'audio-only': (_f) => 'es enthält Ton und keinen Track mit Daten',
  'sound-file': (f) => `seine Daten sollen in einer Tondatei stehen (${f.name}, ${f.type})`,
  'form-2': (f) => `Sektor ${f.sector} des Tracks fasst 2324 Bytes (Mode 2, Form 2), wie bei Bild und Ton`,
  'disc-parts': (f) => `seine Sektoren stehen in ${f.count} Dateien`,
};

const waysOut: WaysOut = {
  'backing-file': (f) =>
    mergedBy[f.driver] ?? `In dem Ordner, in dem auch die andere Platte liegt: ${byQemu(f)}`,
  encrypted: (_f) =>
    'Entschlüsseln Sie es zuerst mit dem Programm, das es verschlüsselt hat, oder mit qemu-img convert und seinem Passwort.',
  'data-file': byQemu,
  'extended-l2': byQemu,
  features: (f) => `Mit einer neueren Version von QEMU: ${byQemu(f)}`,
  version: (f) =>
    f.driver === ''
      ? 'Wandeln Sie es zuerst in ein einfaches Abbild um, mit dem Programm, das es gemacht hat.'
      : byQemu(f),
  'packed-with': (_f) =>
    'Wandeln Sie es zuerst in ein einfaches Abbild um, auf einem Mac mit: hdiutil convert VON -format UDTO -o NACH',
  segments: (_f) =>
    'Fügen Sie sie zuerst zusammen, auf einem Mac mit: hdiutil convert VON -format UDTO -o NACH',
  'extent-kind': byQemu,
  'extent-name': (_f) =>
    'Wenn Sie wissen, woher das Abbild stammt: Legen Sie den Teil daneben und streichen Sie im Descriptor den Ordner aus seinem Namen.',
  'vmfs-sparse': (_f) =>
    'Wandeln Sie es zuerst auf dem ESX-Host in eine einfache Platte um: vmkfstools -i VON NACH',
  'audio-only': (_f) =>
    'Für die Musik nehmen Sie ein Programm, das Discs in Tondateien zerlegt, etwa bchunk.',
  'sound-file': (_f) => 'Entpacken Sie die Datei zuerst, und nennen Sie im Sheet die entpackte als BINARY.',
  'form-2': (_f) =>
    'Kein Abbild aus Sektoren zu 2048 Bytes fasst sie. Die übrigen Dateien lassen sich entnehmen mit: isowright extract',
  'disc-parts': (_f) =>
    'Fügen Sie sie zuerst der Reihe nach zusammen, und geben Sie das Sheet für eine Datei an.',
};

/** Behälter, die bekannt sind und nicht gelesen werden. */
export const unsupported = { reasons, waysOut };
