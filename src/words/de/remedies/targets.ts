import { pathStyle } from '../../../engine/contract/plan/path-style.ts';
import { say, type Words } from '../../failure-words.ts';
import { isForDiscs } from '../../for-discs.ts';
import { whatFits } from './installers.ts';

/** What is not supported on a system, by what the program calls it. */
const doings: { readonly [what: string]: string } = {
  'Writing to drives': 'Auf Laufwerke schreiben',
  'writing drives': 'Laufwerke beschreiben',
  'unmounting drives': 'Laufwerke aushängen',
};

export const targets = {
  'target-missing': (f) =>
    f.noMedium
      ? say(
          'Das Laufwerk ist leer',
          `In ${f.target} liegt kein Medium.`,
          'Legen Sie es ein, schließen Sie das Laufwerk, und starten Sie denselben Befehl noch einmal.',
        )
      : say(
          f.toRead ? 'Das Laufwerk existiert nicht' : 'Das Ziel existiert nicht',
          f.serial
            ? `Kein Laufwerk mit der Seriennummer ${f.serial} ist angesteckt (es war ${f.target}).`
            : `${f.target} gibt es auf diesem Computer nicht.`,
          ...(f.serial
            ? [
                'Stecken Sie es an einem beliebigen Anschluss an, und starten Sie denselben Befehl noch einmal.',
              ]
            : [
                'Stecken Sie das Laufwerk an, und sehen Sie dann nach: isowright devices',
                ...(f.toRead ? [] : ['Für eine Datei, die als Laufwerk dient: --file-target.']),
              ]),
        ),
  'target-busy': (f, { quoted }) =>
    f.because?.reason === 'written-by-job'
      ? say(
          'Ein anderer Auftrag benutzt es gerade',
          `${f.target}: ${f.holder}.`,
          `Sehen Sie sich den Auftrag an, oder halten Sie ihn an: ${f.because.isRoots ? 'sudo ' : ''}isowright attach ${f.because.job}`,
          'Oder warten Sie, bis er zu Ende ist.',
        )
      : f.because?.reason === 'raid-content' ||
          f.because?.reason === 'zfs-content' ||
          f.because?.reason === 'other-content'
        ? say(
            'Das Laufwerk ist Teil eines RAID oder Pools',
            `${f.target}: ${f.holder}. Ohne es sind die anderen womöglich verloren.`,
            `Wird es nicht mehr gebraucht, entfernen Sie sein Kennzeichen und versuchen Sie es noch einmal: wipefs --all ${quoted(`/dev/${f.because.place}`)}`,
            'Oder wählen Sie ein anderes Laufwerk: isowright devices',
          )
        : say(
            'Das Laufwerk wird benutzt',
            `${f.target} wird von ${f.holder ?? 'einem anderen Programm'} benutzt.`,
            'Schließen Sie das Programm, das es benutzt, und versuchen Sie es noch einmal.',
            `Wer es benutzt, zeigt: lsblk ${quoted(f.target)}; fuser -v ${quoted(f.target)}`,
          ),
  'target-refused': (f) =>
    say(
      'Dieses Laufwerk wird nicht angeboten',
      `${f.target}: ${f.reason}.`,
      isForDiscs(f.because)
        ? `Brennen Sie eine Disc: isowright burn ABBILD ${f.target}`
        : 'Wählen Sie ein anderes Laufwerk: isowright devices',
    ),
  'target-stalled': (f) =>
    say(
      'Das Laufwerk antwortet nicht mehr',
      `${f.target} antwortete ${Math.round(f.silentMs / 1000)} s lang nicht und wurde aufgegeben.`,
      'Ziehen Sie es ab, stecken Sie es anderswo an, und schreiben Sie es neu; geschieht das zweimal, nehmen Sie ein anderes.',
    ),
  'permission-denied': (f) =>
    say(
      'Nicht erlaubt',
      `Dieser Benutzer darf ${f.path} nicht öffnen.`,
      pathStyle() === 'win32'
        ? 'Schließen Sie das Programm, das sie hält, oder starten Sie das Terminal als Administrator.'
        : 'Starten Sie es als root, oder installieren Sie sudo, damit isowright fragen kann.',
    ),
  'drives-unknown': (f) =>
    say(
      'Die Laufwerke lassen sich nicht auflisten',
      `Das System (${f.platform}) sagte nicht, welche Laufwerke es gibt.`,
      f.platform === 'win32'
        ? 'Sehen Sie nach, ob PowerShell antwortet: Get-Disk. Abbilder lassen sich auch ohne erstellen.'
        : 'Versuchen Sie es noch einmal. Abbilder lassen sich auch ohne erstellen.',
    ),
  'not-supported-here': (f) =>
    say(
      'Auf diesem System noch nicht möglich',
      `${Object.hasOwn(doings, f.what) ? doings[f.what] : f.what} geht auf ${f.platform} noch nicht.`,
      'Abbilder erstellen und virtuelle Laufwerke (--file-target) gehen hier.',
    ),
  'file-system-unfit': (f) =>
    say(
      `${f.fileSystem} passt nicht`,
      `${f.target}: ${
        {
          'too-small': `Es ist zu klein dafür${leastFor(f.fileSystem)}`,
          'too-large': `Es ist größer, als ${f.fileSystem} sein kann`,
          'cluster-size': `Mit so großen Clustern kann es kein ${f.fileSystem} haben`,
          'sector-size':
            'Seine Sektoren sind anders groß als die der übrigen Laufwerke, oder als geplant war',
        }[f.why]
      }. Nichts wurde geschrieben.`,
      f.forFiles
        ? 'Nehmen Sie ein anderes Laufwerk oder --filesystem, oder schreiben Sie das Abbild, wie es ist, ohne --files.'
        : 'Überlassen Sie isowright die Wahl von Dateisystem und Clustern.',
    ),
  'files-unfit': (f, { size, count }) =>
    say(
      'Die Dateien passen nicht auf FAT32',
      {
        'file-too-large': `${f.path} hat ${size(f.sizeBytes ?? 0)}, und eine Datei auf FAT32 hat weniger als 4 GiB. Nichts wurde geschrieben.`,
        'folder-too-full': `${f.path} braucht ${count(f.entries ?? 0)} Einträge, und ein Ordner auf FAT32 hat 65.536. Nichts wurde geschrieben.`,
        'needs-iso9660': `Das System in ${f.path} sucht seine Dateien nur auf ISO 9660 und fände sie auf FAT32 nicht. Nichts wurde geschrieben.`,
        'wim-solid': `${f.path} hat ${size(f.sizeBytes ?? 0)}, eine Datei auf FAT32 hat weniger als 4 GiB, und ihr Inhalt ist zusammen gepackt (ESD), sodass sie sich nicht teilen lässt. Nichts wurde geschrieben.`,
        'wim-pipable': `${f.path} hat ${size(f.sizeBytes ?? 0)}, eine Datei auf FAT32 hat weniger als 4 GiB, und sie hat die Form für Pipes, die sich nicht teilen lässt. Nichts wurde geschrieben.`,
        'wim-part': `${f.path} hat ${size(f.sizeBytes ?? 0)}, eine Datei auf FAT32 hat weniger als 4 GiB, und sie ist Teil einer WIM, die schon geteilt wurde. Nichts wurde geschrieben.`,
        'wim-resource': `${f.path} lässt sich für FAT32 nicht teilen: Ein Teil hätte ${size(f.sizeBytes ?? 0)}. Nichts wurde geschrieben.`,
        'wim-parts-there': `${f.path} ist zu groß für FAT32 und würde geteilt, aber daneben liegen schon Teile (install.swm). Nichts wurde geschrieben.`,
      }[f.why],
      whatFits(f.why),
    ),
  'partition-too-small': (f, { size, count }) =>
    say(
      'Die Partition ist zu klein für die Dateien',
      `Die Dateien brauchen eine Partition von ${size(f.needBytes)} (${count(f.needBytes)} Bytes), und --size gibt ihnen ${size(f.haveBytes)}. Nichts wurde geschrieben.`,
      `Geben Sie --size ${Math.ceil(f.needBytes / 2 ** 20)}M oder mehr an, oder lassen Sie es weg: Dann bekommen sie das ganze Laufwerk.`,
    ),
  'target-too-small': (f, { size, count }) =>
    say(
      'Es passt nicht',
      `Das Abbild braucht ${f.isLeast ? 'mindestens ' : ''}${size(f.needBytes)} (${count(f.needBytes)} Bytes), aber ${f.target} fasst nur ${size(f.haveBytes)}${size(f.haveBytes) === size(f.needBytes) ? ` (${count(f.haveBytes)} Bytes)` : ''}.`,
      `Nehmen Sie ein Laufwerk mit ${size(f.needBytes)} oder mehr.`,
    ),
} satisfies Partial<Words>;

/** Was ein Dateisystem bei Sektoren von 512 Byte mindestens braucht. */
function leastFor(fileSystem: string): string {
  const least: { readonly [name: string]: string } = { FAT16: '3,5 MB', FAT32: '35 MB', exFAT: '2 MB' };
  return least[fileSystem] === undefined ? '' : `: mindestens etwa ${least[fileSystem]}`;
}
