import type { FailureFacts } from '../../../engine/contract/failure/failure.ts';
import { type Showing, say, type Words } from '../../failure-words.ts';

/** What cannot be read is not what nobody has tried to its end. */
function sizesMissing(
  { path, badBytes, untriedBytes }: FailureFacts['sectors-missing'],
  size: Showing['size'],
): string {
  const failedBytes = badBytes - untriedBytes;
  if (failedBytes === 0) return `${size(untriedBytes)} von ${path} sind noch nicht gelesen`;
  const unread = `${size(failedBytes)} von ${path} waren nicht lesbar`;
  return untriedBytes === 0 ? unread : `${unread}; ${size(untriedBytes)} sind noch nicht gelesen`;
}

/** What makes a map usable, by what is wrong with it. */
const usableMap: { readonly [why: string]: string } = {
  unreadable:
    'Verschaffen Sie sich das Recht, sie zu lesen (oder root), oder geben Sie eine andere --map an, um neu zu beginnen.',
  'two-images':
    'Benennen Sie um oder entfernen Sie, wovon sie nicht spricht; dann setzt derselbe Befehl fort.',
  'other-output':
    'Machen Sie mit den Zielen weiter, mit denen sie begonnen wurde, und kopieren Sie das Abbild auf das andere, wenn es vollständig ist.',
};

export const media = {
  'medium-gone': (f, { place }) =>
    say(
      f.hangs ? 'Das Laufwerk antwortet nicht mehr' : 'Das Laufwerk ist weg',
      f.hangs
        ? `${f.path} hängt seit ${place(f.atByte, f.sectorBytes)}. Was es bis dahin hergab, ist sicher, und nichts wurde deswegen als defekt vermerkt.`
        : `${f.path} gab ab ${place(f.atByte, f.sectorBytes)} nichts mehr her${f.errno ? ` (${f.errno})` : ''}. Was es bis dahin hergab, ist sicher, und nichts wurde deswegen als defekt vermerkt.`,
      'Ziehen Sie es ab, lassen Sie es abkühlen, stecken Sie es wieder ein, und starten Sie denselben Befehl: Er geht dort weiter.',
    ),
  'sectors-missing': (f, { size, count, quoted }) =>
    say(
      'Einige Sektoren fehlen',
      `${sizesMissing(f, size)}; Stellen: ${count(f.places)}.${f.output ? ` ${f.partial ?? f.output} enthält dort Nullen.` : ''}`,
      ...(f.output
        ? [
            f.force === 'not'
              ? 'Starten Sie denselben Befehl wieder, aber ohne --force: Er geht weiter, und was einmal gelesen ist, bleibt.'
              : 'Starten Sie denselben Befehl wieder: Er geht weiter, und was einmal gelesen ist, bleibt.',
          ]
        : []),
      ...(f.untriedBytes === 0 ? ['Defekte Sektoren neu versuchen: --retries 3'] : []),
      ...(f.map && f.output
        ? [
            `Ein anderes Laufwerk oder eine zweite Kopie kann die Lücken füllen: isowright read DEVICE -o ${quoted(f.output)} --map ${quoted(f.map)}${f.force === 'needed' ? ' --force' : ''}`,
          ]
        : []),
    ),
  'map-invalid': (f, { count }) =>
    say(
      'Die Karte ist nicht verwendbar',
      {
        line: `${f.path} ist keine Kartendatei von ddrescue oder isowright: Zeile ${count(f.line ?? 0)}.`,
        unreadable: `${f.path} ist nicht lesbar (${f.errno ?? ''}).`,
        'two-images': `${f.path} sagt nicht, ob sie von ${f.image} spricht oder von ${f.other}, und beide sind da.`,
        'no-image': `${f.path} sagt, dass Sektoren gelesen sind, und das Abbild dazu${f.image ? ` (${f.image})` : ''} ist nicht da.`,
        size: `${f.path} passt nicht zu diesem Medium.`,
        'other-output': `${f.path} sagt, dass Sektoren nach ${f.image} gelesen sind; ${f.other} enthält sie nicht.`,
      }[f.why],
      usableMap[f.why] ??
        'Geben Sie Karte und Abbild einer Rettung an, oder eine andere --map, um neu zu beginnen.',
    ),
  'map-of-another': (f) =>
    say(
      'Die Karte gehört zu etwas anderem',
      {
        serial: `${f.map} stammt vom Laufwerk mit der Seriennummer ${f.expected}, und dieses hat ${f.found}.`,
        size: `${f.map} stammt von einem Medium mit ${f.expected}, und dieses hat ${f.found}.`,
        behind: `Was in ${f.map} fehlt, liegt zum Teil hinter dem Ende dieser Kopie, die nur ${f.found} von ${f.expected} hat.`,
        content: `Was ${f.expected} enthält, wurde nicht von diesem Medium gelesen, wie es jetzt ist: Darauf stehen andere Bytes.`,
        image: `${f.map} spricht vom Abbild ${f.expected}, nicht von ${f.found}.`,
      }[f.field],
      f.field === 'image'
        ? `Wurde das Abbild umbenannt, geben Sie ihm und seiner Karte die alten Namen zurück (dem Abbild: ${f.expected}), oder tragen Sie den neuen in die Karte ein: in ihrer Zeile „# isowright“ ${f.found} statt ${f.expected}. Sonst geben Sie ein anderes -o und eine andere --map an.`
        : f.field === 'behind'
          ? 'Nehmen Sie eine Kopie, die mindestens so groß ist.'
          : 'Stecken Sie das richtige ein, oder geben Sie ein anderes -o und eine andere --map an.',
      ...(f.field === 'serial' || f.field === 'size'
        ? ['Ist dies eine zweite Kopie desselben Mediums: --other-copy']
        : []),
    ),
} satisfies Partial<Words>;
