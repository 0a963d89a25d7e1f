import type { FailureFacts } from '../../../engine/contract/failure/failure.ts';
import type { TruthEvidence } from '../../../engine/contract/failure/truth-evidence.ts';
import { emulatorCommands } from '../../emulator-commands.ts';
import { type Showing, say, type Words } from '../../failure-words.ts';

/** By what a drive is known again. */
const fields: { readonly [field: string]: string } = {
  content: 'Inhalt',
  file: 'Datei',
  model: 'Modell',
  path: 'Pfad',
  serial: 'Seriennummer',
  size: 'Größe',
};

const fieldName = (field: string): string =>
  (Object.hasOwn(fields, field) ? fields[field] : undefined) ?? field;

export const drives = {
  'target-mounted': (f, { quoted }) =>
    say(
      'Das Laufwerk ist eingehängt',
      `${f.target} ist eingehängt in ${f.mounts.join(', ')}.`,
      ...f.mounts.map((mount) => `Sichern Sie, was Sie brauchen, dann: umount ${quoted(mount)}`),
    ),
  'target-read-only': (f) =>
    say(
      'Das Laufwerk ist schreibgeschützt',
      `${f.target} nimmt kein Schreiben an.`,
      'Suchen Sie einen Schieber für den Schreibschutz an Karte oder Stick.',
      'Manche Sticks sperren das Schreiben, wenn sie verschlissen sind: Nehmen Sie einen anderen.',
    ),
  'target-gone': (f, { place }) =>
    say(
      'Das Laufwerk ist weg',
      f.atByte === undefined
        ? `${f.target} ist verschwunden.`
        : `${f.target} ist verschwunden, während ${place(f.atByte)} übertragen wurde.`,
      'Stecken Sie es wieder an, beim zweiten Mal in einen anderen Anschluss, und starten Sie neu.',
    ),
  'target-write-failed': (f, { size, place }) =>
    say(
      'Das Laufwerk hat einen Schreibvorgang abgelehnt',
      `${f.target} meldete ${f.errno} für ${size(f.lengthBytes)} bei ${place(f.atByte)}.`,
      'Das Laufwerk ist wahrscheinlich defekt: Vertrauen Sie ihm keine Daten an.',
      'Versuchen Sie es einmal mit anderem Anschluss oder Kabel; danach nehmen Sie ein anderes Laufwerk.',
    ),
  'target-read-failed': (f, { size, place }) =>
    say(
      'Das Laufwerk kann nicht zurücklesen, was es enthält',
      `${f.target} meldete ${f.errno} für ${size(f.lengthBytes)} bei ${place(f.atByte)}.`,
      'Das Laufwerk ist wahrscheinlich defekt: Nehmen Sie ein anderes.',
    ),
  'target-flush-failed': (f) =>
    say(
      'Das Laufwerk hat die Daten nicht bestätigt',
      `${f.target} meldete ${f.errno}, als alles auf das Medium sollte. Das Geschriebene steht womöglich nicht darauf.`,
      'Schreiben Sie es neu; geschieht das zweimal, nehmen Sie ein anderes Laufwerk.',
    ),
  'target-system': (f) =>
    say(
      'Das ist ein Systemlaufwerk',
      `${f.target}: ${f.reason}. Es ist nie ein Ziel.`,
      'Wählen Sie ein anderes Laufwerk: isowright devices',
    ),
  'identity-mismatch': (f) =>
    f.isOfSeveral
      ? say(
          'Mehrere Laufwerke haben dieselbe Seriennummer',
          `${f.found} haben alle die Seriennummer ${f.expected}, gemeint war eines davon. Nichts wurde geschrieben.`,
          'Stecken Sie nur das richtige ein: isowright devices',
        )
      : say(
          'Das ist nicht das genannte Laufwerk',
          `${f.target}: ${fieldName(f.field)} ist ${f.found}, erwartet war ${f.expected}. Nichts wurde geschrieben.${serialsThere(f.serials)}`,
          'Sehen Sie noch einmal nach, welches Laufwerk welches ist: isowright devices',
        ),
  'target-changed': (f) => {
    if (f.field === 'file')
      return say(
        'Das ist nicht die Datei, die bestätigt wurde',
        `${f.target} stand bei der Frage für eine andere Datei (${f.expected}; jetzt ${f.found}).`,
        'Sehen Sie nach, was jetzt dort liegt und wer es ändert, und beginnen Sie dann noch einmal.',
      );
    return say(
      'Das Laufwerk hat sich geändert, seit es gewählt wurde',
      `${f.target}: ${fieldName(f.field)} war ${f.expected} und ist jetzt ${f.found}. Nichts wurde geschrieben.`,
      f.field === 'content'
        ? 'Stecken Sie das Laufwerk an, mit dem der Auftrag begann; wenn Sie sicher sind, dass es dieses ist, schreiben Sie es neu.'
        : 'Wählen Sie das Laufwerk noch einmal.',
    );
  },
  'drive-not-recognized': (f, { size, quoted }) =>
    say(
      'Das Laufwerk ist nicht wiederzuerkennen',
      `Der Auftrag begann mit ${f.target}${f.sizeBytes === undefined ? '' : `, einem Laufwerk von ${size(f.sizeBytes)}`} ohne Seriennummer. ${f.isThere ? 'Was jetzt da ist, wurde seitdem angesteckt' : 'Es ist nicht mehr angesteckt, und gilt danach als neu'}: Niemand kann es von einem anderen gleicher Größe unterscheiden. Nichts wurde geschrieben.`,
      f.wayOut ??
        (f.keptIn !== undefined
          ? `Was davon aufbewahrt wurde, bleibt in ${f.keptIn}.`
          : `Wenn Sie sicher sind, welches es ist, schreiben Sie es neu: ${['isowright', ...(f.anew ?? [])].map(quoted).join(' ')}`),
    ),
  'never-touch': (f, { quoted }) =>
    say(
      'Dieses Laufwerk ist geschützt (never-touch)',
      `${f.target} hat die Seriennummer ${f.serial}, und die wurde geschützt.`,
      `Wenn es so gemeint ist: isowright config never-touch remove ${quoted(f.serial)}`,
    ),
  'never-touch-unreadable': (f) =>
    say(
      'Die Liste geschützter Laufwerke ist nicht lesbar',
      `${f.problem}. Niemand weiß, ob das Laufwerk geschützt ist, daher wurde nichts geschrieben.`,
      'Reparieren Sie die Liste, oder legen Sie sie beiseite; ohne Liste ist nichts geschützt.',
    ),
  'capacity-false': (f, showing) =>
    say(
      'Das Laufwerk fasst nicht, was es angibt',
      `${f.target} gibt ${showing.bothSizes(f.claimedBytes)} an. ${behaviourText(f, showing)} ${evidenceText(f)} So verhalten sich Fälschungen und manche defekten Laufwerke.`,
      ...(f.test === 'quick'
        ? ['Für jede schlechte Stelle und die genaue Größe (zerstört den Inhalt): --test full']
        : []),
      'Bewahren Sie keine Daten darauf auf; geben Sie es dem Verkäufer zurück.',
    ),
  'drive-unreliable': (f, { count }) =>
    say(
      'Das Laufwerk behält nicht, was geschrieben wird',
      `${f.badProbes} von ${f.probes} Teststellen auf ${f.target} gaben nicht zurück, was geschrieben wurde, zuerst bei Byte ${count(f.atByte)}. Das Muster einer falschen Größe zeigte sich nicht: Es kann verschlissen, schlecht angesteckt oder gefälscht sein. ${restoredText(f)}`,
      'Versuchen Sie es einmal mit anderem Anschluss oder Kabel; danach nehmen Sie ein anderes Laufwerk.',
    ),
  'unmount-failed': (f, { oneLine }) =>
    say(
      'Das Laufwerk ließ sich nicht aushängen',
      `${f.mount} auf ${f.target}: ${oneLine(f.said)}.${f.holders ? ` Benutzt von ${f.holders}.` : ''} Nichts wurde geschrieben.`,
      'Schließen Sie, was es benutzt, und versuchen Sie es noch einmal.',
    ),
  'undo-missing': (f) =>
    say(
      'Es gibt nichts, womit sich das rückgängig machen ließe',
      `Auftrag ${f.job}: ${f.why}.`,
      'isowright jobs zeigt die Aufträge.',
    ),
  'undo-incomplete': (f, { size, count }) =>
    say(
      'Der alte Inhalt kann nicht ganz zurückkommen',
      `Das Schreiben auf ${f.target} hat ${f.exact ? '' : 'bis zu '}${size(f.lostBytes)} ab Byte ${count(f.atByte)} überschrieben, die nicht aufbewahrt waren: Dateien dort sind verloren. ${keptText(f)} Jetzt wurde nichts geändert.`,
      `Um trotzdem wiederherzustellen, was aufbewahrt wurde: isowright undo ${f.job} --partly`,
      'Erstellen Sie vorher ein Abbild des Laufwerks, wenn ein Rettungsprogramm darauf nach Dateien suchen soll.',
    ),
  'discard-impossible': (f) =>
    say(
      'Das Laufwerk kann seinen Inhalt nicht verwerfen',
      f.kind === 'file'
        ? `${f.target} ist eine Datei, und --discard ist für Laufwerke. Nichts wurde geschrieben.`
        : `${f.target} unterstützt das Verwerfen seines Inhalts nicht (TRIM). Nichts wurde geschrieben.`,
      'Lassen Sie --discard weg: Das Schreiben braucht es nicht.',
    ),
  'emulator-missing': (f) =>
    say(
      f.what === 'emulator' ? 'QEMU fehlt' : 'Firmware für QEMU fehlt',
      f.what === 'emulator'
        ? 'Eine virtuelle Maschine braucht qemu-system-x86_64, und das ist nicht installiert.'
        : f.what === 'uefi'
          ? 'Eine virtuelle Maschine mit UEFI braucht OVMF (edk2), und das ist nicht installiert.'
          : 'Eine virtuelle Maschine mit Secure Boot braucht OVMF (edk2) mit den Schlüsseln von Microsoft, und das ist nicht installiert.',
      ...emulatorCommands(f.platform),
    ),
  'tool-missing': (f) =>
    say(
      'Ein Programm fehlt',
      `${f.what === 'An empty file system' ? 'Ein leeres Dateisystem' : f.what} braucht ${f.tool}, und das ist nicht installiert. Nichts wurde geändert.`,
      `Installieren Sie es (Debian, Ubuntu): apt install ${f.package}`,
      'Den Befehl für jedes andere System nennt: isowright doctor',
    ),
  'tool-failed': (f, { oneLine }) =>
    say(
      'Ein Programm des Systems ist gescheitert',
      `${f.tool} meldet: ${oneLine(f.said) || 'nichts'}`,
      'Versuchen Sie es noch einmal; bleibt es dabei, melden Sie es mit dem Protokoll des Auftrags.',
    ),
} satisfies Partial<Words>;

function behaviourText({ behaviour, realBytes }: FailureFacts['capacity-false'], showing: Showing): string {
  const size = showing.size(realBytes);
  if (behaviour === 'wraps')
    return `Hinter ${size} beginnt es wieder am Anfang: Was dort geschrieben wird, ersetzt das zuerst Geschriebene.`;
  return behaviour === 'refuses'
    ? `Hinter ${size} nimmt es nichts an.`
    : `Was hinter ${size} geschrieben wird, ist danach nicht da.`;
}

function evidenceText(evidence: TruthEvidence): string {
  const { test, probes, badProbes } = evidence;
  const seen =
    test === 'full'
      ? 'Die ganze Oberfläche wurde geschrieben und gelesen.'
      : `${badProbes} von ${probes} Teststellen waren falsch.`;
  return `${seen} ${restoredText(evidence)}`;
}

function restoredText({ test, restored }: TruthEvidence): string {
  if (test === 'full') return 'Was vorher darauf war, ist weg.';
  return restored
    ? 'Was vorher darauf war, ist wieder da.'
    : 'Der alte Inhalt der Teststellen ließ sich noch nicht zurückschreiben; er ist aber aufbewahrt: isowright undo.';
}

/** By its number; jobs of version 0.1 said it in words. */
function partitionText(kept: string): string {
  return /^\d+$/.test(kept) ? `Partition ${kept}` : kept;
}

function keptText({ saved }: FailureFacts['undo-incomplete']): string {
  return saved.length === 0 ? '' : `Aufgehoben und unberührt: ${saved.map(partitionText).join(', ')}.`;
}

function serialsThere(serials: readonly string[] = []): string {
  return serials.length === 0 ? '' : ` Seriennummern hier: ${serials.join(', ')}.`;
}
