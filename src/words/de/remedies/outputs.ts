import type { FailureFacts } from '../../../engine/contract/failure/failure.ts';
import type { Showing, Words } from '../../failure-words.ts';

/** What helps where another folder of the same kind would not; the others get the last one. */
const notWritable: Readonly<Record<string, string>> = {
  ENAMETOOLONG: 'Wählen Sie einen kürzeren Namen: Die Prüfsummendatei daneben hängt .sha256 an.',
  EISDIR: 'Ein Ordner heißt so: Wählen Sie einen anderen Namen.',
  EBUSY: 'Ein Programm hält sie offen: Schließen Sie es, oder geben Sie einen anderen Namen an.',
  EIO: 'Das Medium, auf dem es liegt, ist defekt: Wählen Sie ein anderes.',
  ETIMEDOUT:
    'Worauf es liegt, antwortet nicht mehr. Stecken Sie es neu ein oder hängen Sie es neu ein, und rufen Sie denselben Befehl noch einmal auf: Er macht weiter.',
};
const otherFolder = 'Wählen Sie einen Ordner, den es gibt und in den Sie schreiben dürfen.';

const tooLarge = (
  { path, needBytes, mostBytes }: FailureFacts['output-too-large'],
  { size }: Showing,
): string => {
  const file = needBytes === undefined ? path : `${path} (${size(needBytes)})`;
  return mostBytes === undefined
    ? `${file} ist größer, als das Dateisystem oder dieses Konto erlaubt.`
    : `${file} ist größer, als das Dateisystem aufnimmt: höchstens ${size(mostBytes)}.`;
};

const noSpace = (
  { path, needBytes, haveBytes, quota }: FailureFacts['no-space'],
  { size }: Showing,
): string => {
  if (quota) return `Das Kontingent dieses Kontos auf dem Dateisystem von ${path} ist aufgebraucht.`;
  return needBytes === undefined || haveBytes === undefined
    ? `Das Dateisystem von ${path} ist voll.`
    : `${path} braucht ${size(needBytes)}, aber im Dateisystem sind nur ${size(haveBytes)} frei.`;
};

export const outputs = {
  'no-space': (f, showing) => ({
    title: 'Kein Platz mehr',
    happened: noSpace(f, showing),
    next: [
      f.stays
        ? 'Was gelesen wurde, bleibt, die Karte auch: Schaffen Sie Platz, und starten Sie denselben Befehl noch einmal. Er geht weiter.'
        : 'Schaffen Sie Platz, oder wählen Sie einen anderen Ort.',
    ],
  }),
  'output-too-large': (f, showing) => ({
    title: 'Die Datei ist zu groß für diesen Ort',
    happened: tooLarge(f, showing),
    next: [
      'Wählen Sie einen Ordner auf einem anderen Dateisystem: FAT nimmt Dateien unter 4 GiB auf, exFAT, NTFS und ext4 auch größere.',
      ...(f.mostBytes === undefined ? ['Ist das Konto begrenzt (ulimit -f), erhöhen Sie diese Grenze.'] : []),
    ],
  }),
  'output-exists': (f) => ({
    title: 'Die Ausgabe gibt es schon',
    happened: `${f.path} existiert.`,
    next: ['Geben Sie einen anderen Namen an, oder --force, um sie zu ersetzen.'],
  }),
  'output-not-writable': (f) => ({
    title: 'Die Ausgabe lässt sich nicht erstellen',
    happened: `${f.path}: ${f.errno}.`,
    next: [notWritable[f.errno] ?? otherFolder],
  }),
} satisfies Partial<Words>;
