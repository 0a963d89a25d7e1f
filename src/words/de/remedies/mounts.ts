import type { FailureFacts } from '../../../engine/contract/failure/failure.ts';
import { type Showing, say, type Words } from '../../failure-words.ts';
import { plainCopyOf } from '../../plain-copy.ts';

const places: { readonly [W in FailureFacts['mount-place']['why']]: string } = {
  'no-folder': 'das ist kein Ordner',
  'not-empty': 'der Ordner ist nicht leer',
  mounted: 'dort ist schon etwas eingehängt',
  'not-there': 'den Ordner darüber gibt es nicht',
  'not-made': 'der Ordner lässt sich nicht anlegen oder ansehen',
  'not-chosen': 'dieses System wählt den Ort selbst',
};

export const mounts = {
  'mount-place': (f) =>
    say(
      'Dort lässt sich das Abbild nicht einhängen',
      `${f.path}: ${places[f.why]}. Nichts wurde eingehängt.`,
      f.why === 'mounted'
        ? 'isowright mount zeigt, was dieses Programm eingehängt hat.'
        : 'Nennen Sie einen leeren Ordner oder keinen: Dann wird einer angelegt.',
    ),
  'mount-impossible': (f, showing) =>
    say(
      'Nichts hier kann dieses Abbild einhängen',
      `${f.path} enthält ${f.fileSystem}${f.container === undefined ? '' : ` in einem Behälter (${f.container})`}. ${lackText(f)}`,
      ...(f.packages.length > 0
        ? [`Installieren Sie, was fehlt (Pakete von Debian): sudo apt install ${f.packages.join(' ')}`]
        : []),
      ...(f.lacks === 'root' ? [`Als root: sudo isowright mount ${showing.quoted(f.image)}`] : []),
      ...(f.lacks === 'fuse'
        ? ['Laden Sie FUSE als root (modprobe fuse), oder starten Sie dies als root.']
        : []),
      ...otherWays(f, showing),
    ),
  'mount-failed': (f, { oneLine, quoted }) =>
    say(
      'Das Abbild ließ sich nicht einhängen',
      `${f.path} (${f.fileSystem}): ${f.program} meldet: ${oneLine(f.said)}. Nichts ist eingehängt geblieben.`,
      `Sehen Sie nach, ob es heil ist: isowright inspect ${quoted(f.image)}`,
      `Oder holen Sie die Dateien heraus: isowright extract ${quoted(f.image)} -C ORDNER`,
    ),
  'not-mounted': (f, { quoted }) =>
    say(
      'Dort ist kein eingehängtes Abbild bekannt',
      f.isMount
        ? `${f.path}: Dort ist etwas eingehängt, aber nicht von diesem Benutzer mit diesem Programm.`
        : `${f.path}: Dort ist nichts eingehängt, und es ist kein eingehängtes Abbild.`,
      ...(f.isMount ? [`Wenn root es eingehängt hat: sudo isowright unmount ${quoted(f.path)}`] : []),
      'isowright mount zeigt, was dieses Programm eingehängt hat.',
    ),
  'image-unmount-failed': (f, { oneLine, quoted }) =>
    say(
      'Das Abbild ließ sich nicht aushängen',
      `${f.at}: ${oneLine(f.said)}.${f.holders ? ` Benutzt von ${f.holders}.` : ''}`,
      `Schließen Sie, was es benutzt, und dann: isowright unmount ${quoted(f.at)}`,
    ),
} satisfies Partial<Words>;

function lackText({ packages, lacks }: FailureFacts['mount-impossible']): string {
  if (lacks === 'root') return 'Auf diesem Computer kann das nur root einhängen.';
  if (lacks === 'fuse') return 'Der Kernel kennt das nicht, und FUSE lässt sich nicht benutzen (/dev/fuse).';
  return packages.length > 0
    ? 'Der Kernel hier kennt das nicht, und kein Programm dafür ist installiert.'
    : 'Der Kernel hier kennt das nicht, und ein anderes Programm dafür gibt es nicht.';
}

function otherWays(impossible: FailureFacts['mount-impossible'], { quoted }: Showing): string[] {
  const { image, path } = impossible;
  const plain = plainCopyOf(impossible);
  return [
    ...(plain !== undefined
      ? [
          `Oder machen Sie ein einfaches Abbild daraus, und hängen Sie das ein: isowright convert ${quoted(path)} -o ${quoted(plain)}`,
        ]
      : []),
    `Oder holen Sie die Dateien heraus: isowright extract ${quoted(image)} -C ORDNER`,
  ];
}
