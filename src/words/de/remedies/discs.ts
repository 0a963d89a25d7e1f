import type { BurnStage } from '../../../engine/contract/failure/disc-reasons.ts';
import { say, type Words } from '../../failure-words.ts';

const unfit = {
  pressed: ['ist gepresst und lässt sich nicht brennen', 'Eine beschreibbare Disc einlegen.'],
  closed: ['ist abgeschlossen und nimmt nichts mehr auf', 'Eine leere Disc einlegen.'],
  'has-sessions': [
    'ist schon begonnen, und ein Abbild kann nur am Anfang einer Disc stehen',
    'Eine leere Disc einlegen.',
  ],
  'has-content': [
    'hat Inhalt',
    'Um ihn zu löschen: denselben Befehl an einem Terminal ausführen und bestätigen, oder --expect-serial des Laufwerks statt --expect-blank angeben.',
  ],
  'no-rehearsal': [
    'taugt nicht für eine Probe: Das können nur CD-R, CD-RW, DVD-R und DVD-RW, und nicht jedes Laufwerk bietet es an',
    '--dummy weglassen.',
  ],
  'cannot-be-blanked': [
    'ist nur einmal beschreibbar und kann nicht wieder leer werden',
    '--blank weglassen oder eine andere Disc nehmen.',
  ],
  'other-kind': [
    'ist von einer Art, die isowright nicht brennt',
    'Eine beschreibbare CD, DVD oder BD einlegen.',
  ],
} as const;

const stages: { readonly [S in BurnStage]: string } = {
  prepare: 'beim Löschen',
  begin: 'vor dem ersten Byte',
  write: 'beim Schreiben',
  end: 'beim Abschließen',
  prove: 'beim Zurücklesen',
};

export const discs = {
  'disc-unfit': (f) => {
    const [what, remedy] = unfit[f.why] ?? unfit['other-kind'];
    return say('Diese Disc geht nicht', `Die Disc in ${f.target} ${what}.`, remedy);
  },
  'disc-failed': (f, { count }) =>
    say(
      'Das Brennen ist misslungen',
      `${f.target} meldete ${stages[f.stage]} einen Fehler${f.atBlock === undefined ? '' : ` (Block ${count(f.atBlock)})`}: ${f.sense}.`,
      'Eine andere Disc und eine geringere Geschwindigkeit versuchen: --speed',
      'Misslingen mehrere Discs einer Marke, passen sie nicht zum Laufwerk; misslingen alle, kann die Linse verschmutzt sein.',
    ),
  'module-missing': (f) =>
    say(
      'Ein Paket fehlt',
      `Zum Brennen wird das Paket ${f.module} gebraucht; es wurde beim Installieren von isowright weggelassen oder gibt es nicht für ${f.platform}. Nichts wurde verändert.`,
      `isowright ohne --omit=optional neu installieren, oder nur das Paket: npm install ${f.module}`,
      'Oder ein anderes Programm brennen lassen: isowright burn IMAGE /dev/sr0 --engine xorriso',
    ),
  'engine-missing': (f) =>
    say(
      'Das Programm zum Brennen fehlt',
      `${f.program} ist nicht installiert. Nichts wurde verändert.`,
      `Installieren (Debian, Ubuntu): apt install ${f.package}`,
      'Oder ohne --engine brennen.',
    ),
  'drive-refuses': (f) =>
    say(
      'Das Laufwerk weigert sich',
      `${f.target} lehnte ${stages[f.stage]} den Befehl ${f.command} ab: ${f.sense}.`,
      'Ein anderes Programm kann es vielleicht: isowright burn IMAGE /dev/sr0 --engine xorriso',
      'Um zu prüfen, was es gebrannt hat: isowright verify IMAGE /dev/sr0',
    ),
} satisfies Partial<Words>;
