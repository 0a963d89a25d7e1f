import type { FailureFacts } from '../../../engine/contract/failure/failure.ts';
import type { FoundFacts } from '../../../engine/contract/failure/source-reasons.ts';
import { say, type Words } from '../../failure-words.ts';
import { partitionList } from '../../partition-list.ts';

const downloadRemedies: Readonly<Record<FailureFacts['download-failed']['kind'], string>> = {
  network: 'Prüfen Sie das Netz und die Adresse, und starten Sie neu.',
  refused: 'Prüfen Sie die Adresse in einem Browser; die Datei kann umgezogen sein.',
  certificate:
    'Prüfen Sie die Uhr dieses Computers. Ist es Ihr eigenes Zertifikat, nennen Sie es Node: NODE_EXTRA_CA_CERTS=FILE. Nutzen Sie keine Verbindung, der nicht zu trauen ist.',
};

/** Paths that are told before the rest is only counted. */
const NAMED = 5;

const GIVE_IMAGE = 'Geben Sie eine Abbilddatei an, oder einen Ordner, aus dem eines wird.';
const SAVE_FIRST = 'Speichern Sie es zuerst, etwa mit wget oder curl, und geben Sie dann die Datei an.';

/** Where the usual ways out lead nowhere. */
const waysOut: { readonly [R in FoundFacts['reason']]?: readonly string[] } = {
  empty: [GIVE_IMAGE],
  'empty-disk': [GIVE_IMAGE],
  folder: ['Machen Sie ein Abbild daraus: isowright make ORDNER -o AUSGABE.iso'],
  'no-regular-file': [GIVE_IMAGE],
  'passing-disk': [SAVE_FIRST],
  'passing-sheet': [SAVE_FIRST],
  'audio-disc': ['Die Musik kopiert ein Programm, das Audio-Discs ausliest, etwa whipper oder abcde.'],
  'no-file-list': ['Was es ist, zeigt: isowright inspect IMAGE'],
  'no-disc': [
    'Um ihre Dateien zu nehmen, extrahieren Sie sie zuerst, und geben Sie den Ordner an: isowright extract IMAGE -C FOLDER',
  ],
};

/** Was hilft, je nach der Antwort des Systems. */
const unreadable: Readonly<Record<string, string>> = {
  EACCES: 'Geben Sie sich das Recht, sie zu lesen, oder starten Sie als root.',
  EIO: 'Das Medium, auf dem sie liegt, ist defekt: Sichern Sie erst das, um die schlechten Stellen herum: isowright read LAUFWERK -o AUSGABE.',
  EBUSY:
    'Ein Programm hält sie offen: Schließen Sie es, oder nehmen Sie die Dateien aus einer Schattenkopie.',
};

export const sources = {
  'source-on-target': (f) =>
    say(
      'Die Quelle liegt auf dem Ziel',
      `${f.source} liegt auf ${f.target}, das überschrieben würde.`,
      'Kopieren Sie die Quelle erst auf ein anderes Laufwerk, oder wählen Sie ein anderes Ziel.',
    ),
  'verify-mismatch': (f, { count, place }) =>
    say(
      'Das Laufwerk enthält nicht, was geschrieben wurde',
      `${f.target} weicht zuerst bei ${place(f.atByte)} von der Quelle ab${f.file ? `, in ${f.file}` : ''}; insgesamt weichen ${count(f.badBytes)} Bytes ab.`,
      'Schreiben Sie es neu; weicht es wieder ab, ist das Laufwerk defekt oder gefälscht: Nehmen Sie ein anderes.',
    ),
  'source-missing': (f) =>
    say(
      'Die Quelle existiert nicht',
      `${f.path} gibt es nicht.`,
      f.partitionOf === undefined
        ? 'Prüfen Sie den Pfad.'
        : `Eine Partition nach ihrer Nummer nehmen inspect, ls und extract; hier ist das ganze Abbild gemeint: ${f.partitionOf}`,
    ),
  'source-unreadable': (f, { place }) =>
    say(
      'Die Quelle ist nicht lesbar',
      `${f.path}: ${f.errno}${f.atByte === undefined ? '' : ` bei ${place(f.atByte)}`}.`,
      unreadable[f.errno] ?? 'Prüfen Sie den Pfad und das Medium, auf dem sie liegt.',
    ),
  'source-truncated': (f, { count, bytes }) =>
    say(
      'Die Quelle ist kürzer, als sie sein sollte',
      f.expectedBytes === undefined
        ? `${f.path} endet nach ${bytes(f.foundBytes)}${f.what ? `, mitten in: ${f.what}` : ''}.`
        : `${f.path} sollte ${count(f.expectedBytes)} Bytes haben${f.what ? ` (${f.what} reicht so weit)` : ''} und hat ${count(f.foundBytes)}.`,
      'Laden oder kopieren Sie sie noch einmal.',
      ...(f.what && f.expectedBytes !== undefined
        ? ['Wenn es mit Absicht so erstellt wurde: --allow-truncated']
        : []),
    ),
  'source-damaged': (f, { place }) =>
    say(
      'Die Quelle ist beschädigt',
      `${f.path}: ${f.what}${f.atByte === undefined ? '' : ` bei ${place(f.atByte)}`}.`,
      'Laden oder kopieren Sie sie noch einmal.',
    ),
  'image-deviates': (f, { count }) =>
    say(
      'Das Abbild entspricht nicht den Normen',
      `isowright hat ${f.path} ohne Abweichung erstellt; Stellen, die jetzt abweichen: ${count(f.deviations)}.`,
      'Es wurde verändert oder ist beschädigt: Erstellen Sie es neu.',
      `Um alle zu sehen: isowright inspect --check ${f.path}`,
    ),
  'compression-unsupported': (f) =>
    say(
      'Diese Kompression wird nicht unterstützt',
      `${f.path}: ${f.what}.`,
      f.instead ?? 'Entpacken Sie es zuerst mit dem Programm, das es gepackt hat.',
      'Misslingt auch das, ist sie beschädigt: Laden oder kopieren Sie sie noch einmal.',
    ),
  'partition-choice': (f, { size }) =>
    say(
      f.missing === undefined
        ? 'Dieser Datenträger enthält mehrere Dateisysteme'
        : 'Dieses Dateisystem gibt es auf diesem Datenträger nicht',
      `${f.path}${f.missing === undefined ? '' : ` hat keine lesbare Partition ${f.missing}`}${partitionList(f.partitions, size)}.`,
      ...f.partitions.slice(0, 1).map(({ number }) => `Nennen Sie die gemeinte: ${f.path}@${number}`),
      ...(f.partitions.length === 0 ? ['Um zu sehen, was es ist: isowright inspect ABBILD'] : []),
    ),
  'file-system-unsupported': (f) =>
    say(
      'Dieses Dateisystem lässt sich hier nicht lesen',
      `${f.path}: ${f.what}.`,
      ...(f.wayOut === undefined ? [] : [f.wayOut]),
    ),
  'source-unsupported': (f) =>
    say(
      `Diese Art von ${f.format}-Abbild wird hier nicht gelesen`,
      `${f.path}: ${f.what}.`,
      f.wayOut ?? 'Wandeln Sie es zuerst mit dem Programm, das es erzeugt hat, in ein einfaches Abbild um.',
    ),
  'source-needs-parts': (f) =>
    say(
      'Teile der Quelle fehlen',
      `${f.path} ist eine von mehreren Dateien, die zusammengehören. Daneben fehlen: ${f.missing.join(', ')}.`,
      'Legen Sie alle unter ihren eigenen Namen in denselben Ordner und beginnen Sie dann von vorn.',
    ),
  'download-failed': (f) =>
    say('Das Herunterladen ist misslungen', `${f.url}: ${f.problem}.`, downloadRemedies[f.kind]),
  'source-changed': (f) =>
    say(
      'Die Quelle änderte sich beim Lesen',
      `${f.path}: ${f.what}${f.atByte === undefined ? '' : `, bei Byte ${f.atByte}`}.`,
      'Halten Sie an, was in sie schreibt, und starten Sie neu.',
    ),
  'source-not-an-image': (f) =>
    say(
      f.because?.reason === 'no-disc'
        ? 'Die Dateien dieses Abbilds lassen sich nicht neu anordnen'
        : 'Das ist kein Abbild',
      `${f.path}: ${f.found}.`,
      ...(f.meant === undefined ? [] : [`Meinten Sie ${f.meant}?`]),
      ...((f.because && waysOut[f.because.reason]) ?? [
        GIVE_IMAGE,
        'Um sie zu schreiben oder zu prüfen, wie sie ist: --raw',
      ]),
    ),
  'checksum-wrong': (f, { wrongInside }) =>
    say(
      'Das Abbild passt nicht zu seiner Prüfsumme',
      f.inside ? wrongInside : `${f.checksumFile} nennt ${f.expected}, aber ${f.path} hat ${f.found}.`,
      'Laden oder kopieren Sie das Abbild noch einmal.',
    ),
  'receipt-invalid': (f) =>
    say(
      'Dieser Beleg beweist nichts',
      `${f.path}: ${f.problem}.`,
      'Nehmen Sie die Kopie im Ordner des Auftrags, oder prüfen Sie mit dem Abbild selbst.',
    ),
  'checksums-contradict': (f) =>
    say(
      'Prüfsummen widersprechen sich',
      f.first === f.second
        ? `${f.first} nennt sowohl ${f.firstHash} als auch ${f.secondHash} für ${f.path}.`
        : `${f.first} nennt ${f.firstHash}, und ${f.second} nennt ${f.secondHash} für ${f.path}.`,
      'Entfernen Sie die alte Datei, oder holen Sie beide noch einmal von der Quelle des Abbilds.',
    ),
  'signature-bad': (f) =>
    say(
      'Eine Signatur ist falsch',
      `${f.file} passt nicht zu ${f.of}, oder ihrem Schlüssel ist nicht mehr zu trauen${f.signer === '' ? '' : ` (${f.signer}, Schlüssel ${f.key})`}.`,
      'Verwenden Sie dieses Abbild nicht: holen Sie es, seine Prüfsummen und die Signatur noch einmal vom Herausgeber.',
    ),
  'checksum-not-understood': (f) =>
    say(
      'Die Prüfsummendatei ist nicht zu verstehen',
      `${f.path} wurde nicht gegen ${f.checksumFile} geprüft: ${f.why}.`,
      'Holen Sie die Prüfsummendatei noch einmal, oder geben Sie die SHA-256 des Herausgebers in einer Datei an, die sonst nichts enthält.',
    ),
  'checksum-missing': (f) =>
    say(
      'Es gibt nichts, womit sich vergleichen ließe',
      `Keine Prüfsumme für ${f.path} gefunden (gesucht: NAME.sha256, SHA256SUMS, dasselbe für SHA-512 und MD5, NAME.bmap, eine MD5 darin, und md5sum.txt und Ähnliches unter den Dateien eines ungepackten Abbilds).`,
      'Nennen Sie ein Ziel zum Vergleichen, oder legen Sie die SHA256SUMS des Herausgebers neben das Abbild.',
    ),
  'loss-refused': (f) =>
    say(
      'Das Abbild würde etwas verlieren',
      `${f.losses} ${f.losses === 1 ? 'Eintrag lässt' : 'Einträge lassen'} sich nicht unverändert aufnehmen, und --strict wurde angegeben.`,
      '--dry-run --json zeigt sie; ändern Sie dann den Ordner, oder lassen Sie --strict weg.',
    ),
  'content-missing': (f, { count }) =>
    say(
      f.missing === 1
        ? 'Eine Datei oder ein Ordner lässt sich nicht lesen'
        : 'Einige Dateien oder Ordner lassen sich nicht lesen',
      `Im Abbild würde fehlen: ${f.first.slice(0, NAMED).join(', ')}${f.missing > NAMED ? ` und ${count(f.missing - NAMED)} weitere` : ''}.`,
      'Machen Sie es lesbar, oder starten Sie als jemand, der es lesen darf; lassen Sie es mit --exclude weg, oder verzichten Sie mit --allow-missing darauf.',
    ),
  'not-encodable': (f) =>
    say(
      'Das Format des Abbilds kann das nicht aufnehmen',
      `${f.structure}.${f.field}: ${f.problem}.`,
      'Lassen Sie den Eintrag mit --exclude weg, oder kürzen Sie den Text.',
    ),
} satisfies Partial<Words>;
